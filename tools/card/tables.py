"""Tables and sentences of a model card, in Markdown, made from what was measured.

In: the sources. Out: a text for each place of the page; an optional section is empty where nothing was measured for it.
"""

import re
import statistics

import bins
import scores
from data import articles, split
from rows import DECISIONS, EFFORTS

DATA = articles("rows")
PART_NAMES = {"all": "together"}
DECISION_NAMES = {
    "thresholds": "thresholds: the label given",
    "probabilities": "argmax: the largest probability",
    "margins": "the largest margin of the context SVM",
    "text margins": "the largest margin of the text SVM alone",
    "balanced": "thresholds, at balanced effort",
    "best": "thresholds, at best effort",
}
# In the report, the macro-F1 of all rows by each decision.
REPORTED = {"thresholds": "macro_f1", "probabilities": "argmax_macro_f1", "margins": "margin_macro_f1", "text margins": "text_macro_f1"}
GIVEN = DECISIONS.index("thresholds")

DATA_ENTRIES = {
    "data.articles": "articles",
    "data.paragraphs": "labelled paragraphs",
    "data.labels": "paragraphs of each label",
    "data.fingerprint": "fingerprint of ids, labels and texts (XXH3-64)",
    "auxiliary": "auxiliary data",
    "auxiliary.fingerprint": "fingerprint of the auxiliary data",
    "lexicon_words": "rated words and word pairs of the lexicon",
    "vectors": "word vectors",
}
RECIPE_ENTRIES = {
    "slant_version": "trained by slant",
    "format": "format of the file",
    "language": "language",
    "tokenizer": "tokenizer",
    "terms": "terms",
    "min_count": "least paragraphs that a term stands in",
    "solver": "solver of the text SVM",
    "cost": "C of the text SVM",
    "class_weights": "weights of the classes",
    "kernel": "kernel of the context SVM",
    "gamma": "gamma of the context SVM (linear kernels have no use for it)",
    "folds": "folds",
    "seed": "seed",
    "base": "checksum of the model it started from",
    "encoder": "checksum of the encoder",
    "uncertain_below": "flagged `uncertain` below this confidence",
    "domain.unknown_share": "flagged `out-of-domain` above this share of unknown words",
    "domain.margin": "or beyond this margin of the text SVM",
}
# What auxiliary files hold, by the beginning of their names.
AUXILIARY = {
    "encoder-labels": "probabilities that the cross-fit encoders gave paragraphs of further articles of the news corpus "
    "([how](../tools/encoder/README.md)); a fold learns only from those of the encoder that had not learned from its articles",
    "further": "further articles of the news corpus, coded later ([how](../datasets/framing/README.md))",
    "people": "invented articles about people, written and coded for it ([how](../datasets/people/README.md))",
    "newsmtsc-train": "sentences of political news with the polarity toward a target (NewsMTSC, Hamborg and Donnay, EACL 2021)",
}

# Told elsewhere on the page.
ELSEWHERE = ("checksum", "labels", "quality.", "target.", "precision.", "effort.", "encoder.")


def figure(value):
    return f"{value:.3f}"


def percent(share):
    return f"{100 * share:.1f} %"


def score(report):
    return f"**{figure(report['macro_f1'])}** (95 % interval {between(report['macro_f1_low'], report['macro_f1_high'])})"


def count(n):
    return f"{round(n):,}"


def between(low, high):
    return f"{low:.3f} to {high:.3f}"


def table(head, rows, others="---:"):
    """The first column is text; those that follow are figures, unless `others` says otherwise."""
    cells = [head, ["---"] + [others] * (len(head) - 1), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |" for row in cells)


def facts(pairs):
    return table(["", ""], pairs, "---")


def readable(value):
    """An entry of the card, its number short enough to read."""
    if re.fullmatch(r"\d{4,9}", value):
        return count(int(value))
    return f"{float(value):.4f}" if re.fullmatch(r"-?\d+\.\d{5,}(e-?\d+)?", value) else value


def entries(card, names):
    return [(name, readable(card[key])) for key, name in names.items() if key in card]


def named(part):
    return PART_NAMES.get(part, part)


def counts_of(rows, label):
    """Rows that have the label, rows that were given it, and rows of which both is true."""
    true, given = ([row.truth == label for row in rows], [row.decided[GIVEN] == label for row in rows])
    return sum(true), sum(given), sum(t and g for t, g in zip(true, given, strict=True))


def ratios(true, given, right):
    """Precision, recall and F1."""
    return [above / below if below else 0.0 for above, below in ((right, given), (right, true), (2 * right, true + given))]


def of_parts(parts, wanted=lambda part: True):
    return [(named(name), rows) for name, rows in parts.items() if wanted(name)]


class Tables:
    """What the page says, place by place."""

    def __init__(self, sources):
        self.card, self.report, self.predictions, self.elsewhere = sources
        self.labels = self.predictions.labels
        self.parts = split(DATA, self.predictions.rows)
        self.scores = {name: scores.score(name, self.labels, rows, None, DATA.group_of).scores for name, rows in self.parts.items()}

    def summary(self):
        report = self.report
        return facts(
            [
                ("labels", ", ".join(self.labels)),
                ("macro-F1", score(report)),
                *((f"F1 of {label}", figure(found["f1"])) for label, found in report["labels"].items()),
                ("accuracy", figure(report["accuracy"])),
                ("calibration error", figure(report["calibration_error"])),
                ("measured on", f"{count(report['paragraphs'])} paragraphs of {count(report['articles'])} articles, each out of fold"),
                *([("checksum of the model", f"`{self.card['checksum']}`")] if "checksum" in self.card else []),
            ]
        )

    def data(self):
        return facts(entries(self.card, DATA_ENTRIES))

    def data_by_part(self):
        def line(name, rows):
            of_labels = (counts_of(rows, k)[0] for k in range(len(self.labels)))
            return [name, *map(count, (len({row.article for row in rows}), len(rows), *of_labels))]

        return table(["part", "articles scored", "paragraphs", *self.labels], [line(*part) for part in of_parts(self.parts)])

    def left_out(self):
        return (
            f"{count(self.report['left_out_furniture'])} labelled paragraphs are furniture (subscription lines, bylines and their like) "
            "and are neither learned from nor scored."
        )

    def auxiliary(self):
        files = self.report.get("auxiliary", [])
        if not files:
            return "There are no auxiliary data: all labelled paragraphs that it learned from are those above."
        rows = [[f"`{f['file']}`", count(f["rows"]), f"{f['weight']:g}", f.get("encoder", ""), count(f["following"])] for f in files]
        known = [f"- `{name}…`: {what}" for name, what in AUXILIARY.items() if any(f["file"].startswith(name) for f in files)]
        text = "Auxiliary data, from which the text SVM learns and which are never scored:\n\n"
        return "\n".join([text + table(["file", "rows", "weight of each", "labelled by", "left out with the articles they are in"], rows), "", *known])

    def recipe(self):
        unknown = [(f"`{key}`", value) for key, value in sorted(self.card.items()) if not self.is_told(key)]
        return facts(entries(self.card, RECIPE_ENTRIES) + unknown)

    @staticmethod
    def is_told(key):
        return key in DATA_ENTRIES or key in RECIPE_ENTRIES or key.startswith(ELSEWHERE)

    def folds(self):
        found = self.report["folds"]
        each = ", ".join(map(figure, found))
        return f"Macro-F1 by fold: {each}; mean {figure(statistics.fmean(found))}."

    def leak(self):
        article, paragraph = self.report["text_macro_f1"], self.report["text_macro_f1_ungrouped"]
        return (
            f"The text SVM alone has {figure(article)} with folds by article and {figure(paragraph)} with folds by paragraph; the "
            f"difference, {figure(paragraph - article)}, is what would leak between the paragraphs of one article."
        )

    def quality(self):
        """By part and by decision; together the figures are the report's, and so is the interval that it has."""
        rows = []
        for name, found in self.scores.items():
            by_decision = {one.decision: one for one in found}
            for one in (by_decision[decision] for decision in DECISION_NAMES):
                value, (low, high), error = one.macro_f1, one.interval, one.calibration_error
                if one.decision in EFFORTS and "efforts" not in self.report:
                    continue
                if name == "all" and one.decision in EFFORTS:
                    of_effort = self.report["efforts"][one.decision]
                    value, low, high, error = (of_effort[key] for key in ("macro_f1", "macro_f1_low", "macro_f1_high", "calibration_error"))
                elif name == "all":
                    value = self.report[REPORTED[one.decision]]
                if name == "all" and one.decision == "thresholds":
                    low, high, error = (self.report[key] for key in ("macro_f1_low", "macro_f1_high", "calibration_error"))
                rows.append([f"{named(name)}, by {DECISION_NAMES[one.decision]}", figure(value), between(low, high), figure(error)])
        return table(["", "macro-F1", "95 % interval", "calibration error"], rows)

    def efforts(self):
        """What an encoder brings, by how much of the text it reads."""
        found = self.report.get("efforts")
        if not found:
            return ""
        rows = [
            [name, percent(one["share_read"]), figure(one["macro_f1"]), between(one["macro_f1_low"], one["macro_f1_high"]), figure(one["calibration_error"])]
            for name, one in found.items()
        ]
        curve = [[percent(point["share_read"]), figure(point["macro_f1"])] for point in self.report["effort_curve"]]
        return (
            "## Effort\n\nWith its encoder, `*-encoder.safetensors`, the model judges a second time: at best effort every paragraph, at balanced "
            "effort those that the table leaves most open. The encoder's outputs that this was fitted on and measured with come from networks that had "
            "not read the article.\n\n"
            + table(["effort", "read by the encoder", "macro-F1", "95 % interval", "calibration error"], rows)
            + "\n\nMacro-F1 by the share of the paragraphs that the encoder reads, the most open ones first:\n\n"
            + table(["read by the encoder", "macro-F1"], curve)
            + "\n"
        )

    def quality_by_label(self):
        rows = []
        for name, part in of_parts(self.parts, lambda part: part != "all"):
            for k, label in enumerate(self.labels):
                counts = counts_of(part, k)
                rows.append([f"{name}: {label}", *map(figure, ratios(*counts)), count(counts[0])])
        for label, found in self.report["labels"].items():
            rows.append([f"together: {label}", *(figure(found[key]) for key in ("precision", "recall", "f1")), count(found["paragraphs"])])
        return table(["", "precision", "recall", "F1", "paragraphs"], rows)

    def confusion(self):
        rows = [[f"coded {label}", *map(count, line)] for label, line in zip(self.labels, self.report["confusion"], strict=True)]
        return table(["", *(f"given {label}" for label in self.labels)], rows)

    def shares(self):
        """What counting labels says of shares, and what adding up probabilities says."""
        rows = []
        for name, part in of_parts(self.parts):
            for k, label in enumerate(self.labels):
                true, given, _ = counts_of(part, k)
                said = statistics.fmean(row.probabilities[k] for row in part)
                rows.append([f"{name}: {label}", *(percent(share) for share in (true / len(part), given / len(part), said))])
        return table(["", "coded", "labels given", "mean probability"], rows)

    def levels(self):
        """A precision, the confidence that keeps it, what is left there, and how much of that is right in each part."""
        head = ["precision", "from confidence", "share of the paragraphs", *(f"right there: {named(name)}" for name in self.parts)]
        rows = []
        for level in self.report["coverage"]:
            if level["confidence"] is None:
                rows.append([f"{level['precision']:g}", f"never; at best {figure(level['best'])}", "none", *["" for _ in self.parts]])
                continue
            right = [self.right_from(level["confidence"], part) for part in self.parts.values()]
            rows.append([f"{level['precision']:g}", f"{level['confidence']:.4f}", percent(level["share"]), *right])
        return table(head, rows)

    @staticmethod
    def right_from(confidence, rows):
        # the rows' probabilities are rounded to four decimals, and so is the confidence here
        kept = [row.decided[GIVEN] == row.truth for row in rows if row.probabilities[row.decided[GIVEN]] >= round(confidence, 4)]
        return f"{figure(sum(kept) / len(kept))} of {count(len(kept))}" if kept else "none"

    def calibration(self):
        rows = [
            [f"{b.place / bins.BINS:.1f} to {(b.place + 1) / bins.BINS:.1f}"]
            + [figure(b.said), figure(b.right), between(b.low, b.high), count(b.n)]
            for b in bins.of_labels_given(self.predictions.rows, GIVEN)
        ]
        return table(["confidence", "said", "right", "95 % interval", "paragraphs"], rows)

    def targets(self):
        card = self.card
        if "target.paragraphs" not in card:
            return ""
        pairs = [
            ("paragraphs that mention their target", count(float(card["target.paragraphs"]))),
            ("macro-F1", f"{card['target.macro_f1']} (95 % interval {card['target.macro_f1_95']})"),
            ("calibration error", card["target.calibration_error"]),
            *(
                [
                    ("macro-F1, read by the encoder", f"{card['target.best.macro_f1']} (95 % interval {card['target.best.macro_f1_95']})"),
                    ("calibration error, read by the encoder", card["target.best.calibration_error"]),
                ]
                if "target.best.macro_f1" in card
                else []
            ),
            ("measured by", card["target.method"]),
        ]
        return "## Toward named targets\n\nRows that name a target are judged toward that, by an SVM of its own.\n\n" + facts(pairs) + "\n"

    def learning(self):
        points, doubling = self.report.get("learning_curve"), self.report.get("learning_per_doubling")
        if not points:
            return ""
        rows = [
            [percent(p["share"]), count(p["articles"]), count(p["paragraphs"])]
            + [figure(p["macro_f1"]), between(p["macro_f1_low"], p["macro_f1_high"])]
            for p in points
        ]
        text = (
            "## Whether more labels would help\n\nThe text SVM alone, with a share of the articles outside each fold, on the same held-out "
            "paragraphs:\n\n"
            + table(["share of the articles", "articles", "paragraphs", "macro-F1", "95 % interval"], rows)
            + "\n"
        )
        if doubling and doubling["gain"] is not None:
            text += (
                f"\nA doubling of the labels brought {figure(doubling['gain'])} (95 % interval "
                f"{between(doubling['gain_low'], doubling['gain_high'])}). Twice as many would give about "
                f"{figure(doubling['macro_f1_of_twice'])} if that went on; such curves flatten, so take it for the upper end.\n"
            )
        return text

    def other_text(self):
        """Labelled text of other topics, none of it learned from."""
        found = self.elsewhere
        if not found:
            return ""
        n = sum(map(sum, found["confusion"]))
        rows = [
            [label, *(percent(share) for share in (sum(found["confusion"][k]) / n, sum(line[k] for line in found["confusion"]) / n))]
            + [figure(found["labels"][label][key]) for key in ("precision", "recall", "f1")]
            for k, label in enumerate(self.labels)
        ]
        return (
            f"## On other text\n\nOn the {count(found['paragraphs'])} labelled paragraphs of the [sample](../datasets/README.md), "
            f"{count(found['articles'])} invented articles about diplomacy, economy, health, technology, local government, climate, sport and "
            f"business, macro-F1 is {score(found)} and the calibration error {figure(found['calibration_error'])}. The sample is small and "
            "clean; take it for a hint of what happens away from the training text.\n\n"
            + table(["", "share coded", "share given", "precision", "recall", "F1"], rows)
            + "\n"
        )
