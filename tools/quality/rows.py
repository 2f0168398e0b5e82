"""Out-of-fold rows: what cross-validation said of every labelled paragraph.

In: the CSV file that `slant train --out-of-fold` writes. Out: rows with the label that each way of deciding gives.
"""

import collections
import csv

from failure import Failure

TARGET, ENCODER = "target_given", "balanced"
COLUMNS = ["article", "paragraph", "fold", "label", "given"]
EFFORTS = ["balanced", "best"]
DECISIONS = ["text margins", "thresholds", "probabilities", "margins", "target", *EFFORTS]

# labels: names; rows: see Row; efforts: whether an encoder's judge is there, without which EFFORTS are what the table gives
Predictions = collections.namedtuple("Predictions", "labels rows efforts")
# truth and decided (one for each of DECISIONS) are places in the labels; probabilities: one for each label; effort_probabilities: those of balanced and
# best effort
Row = collections.namedtuple("Row", "article paragraph fold truth decided probabilities effort_probabilities")
# where in a line: the labels' probabilities, the margins of the text SVM, those of the context SVM
# target: of the label toward the row's target; encoder: of who decides at balanced effort, behind which the encoder's label and probabilities stand;
# None where the file has none
Layout = collections.namedtuple("Layout", "labels probabilities text_margins margins target encoder")


def largest(values):
    """The first of the largest, as slant takes it."""
    return max(range(len(values)), key=values.__getitem__)


def by_margins(margins, n_labels):
    """Two labels have one margin between them, which speaks for the first."""
    if n_labels == 2:
        return 0 if margins[0] >= 0 else 1
    return largest(margins)


def by_target(fields, layout, text_margins):
    """A row that does not mention a target is judged by its text."""
    if layout.target is not None and fields[layout.target]:
        return layout.labels.index(fields[layout.target])
    return by_margins(text_margins, len(layout.labels))


def by_effort(fields, layout, given, probabilities):
    """(label, probabilities) at balanced and at best effort; without an encoder both are what the table gives."""
    if layout.encoder is None:
        return [(given, probabilities)] * 2
    at = layout.encoder
    by_encoder = layout.labels.index(fields[at + 1]), [float(value) for value in fields[at + 2 : at + 2 + len(layout.labels)]]
    return [by_encoder if fields[at] == "encoder" else (given, probabilities), by_encoder]


def place_of(name, header):
    return header.index(name) if name in header else None


def layout_of(header, path):
    text = [place for place, name in enumerate(header) if name.startswith("text_margin_")]
    final = [place for place, name in enumerate(header) if name.startswith("margin_")]
    labels = header[len(COLUMNS) : text[0]] if text else []
    expected = 1 if len(labels) == 2 else len(labels)
    if header[: len(COLUMNS)] != COLUMNS or len(labels) < 2 or not len(text) == len(final) == expected:
        raise Failure(f"{path}: the first line is not that of an out-of-fold file")
    return Layout(labels, slice(len(COLUMNS), text[0]), slice(text[0], text[-1] + 1), slice(final[0], final[-1] + 1), place_of(TARGET, header), place_of(ENCODER, header))


def row_of(fields, layout):
    article, paragraph, fold, truth, given = fields[: len(COLUMNS)]
    probabilities, text_margins, margins = ([float(value) for value in fields[part]] for part in layout[1:4])
    n_labels, at_thresholds = len(layout.labels), layout.labels.index(given)
    efforts = by_effort(fields, layout, at_thresholds, probabilities)
    decided = [
        by_margins(text_margins, n_labels),
        at_thresholds,
        largest(probabilities),
        by_margins(margins, n_labels),
        by_target(fields, layout, text_margins),
        *(label for label, _ in efforts),
    ]
    return Row(article, int(paragraph), int(fold), layout.labels.index(truth), decided, probabilities, [of_effort for _, of_effort in efforts])


def read_predictions(path):
    with open(path, encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        layout, rows = layout_of(header, path), []
        for fields in lines:
            try:
                if len(fields) != len(header):
                    raise ValueError(f"{len(fields)} fields, expected {len(header)}")
                rows.append(row_of(fields, layout))
            except ValueError as error:
                raise Failure(f"{path}:{lines.line_num}: {error}") from error
    if not rows:
        raise Failure(f"{path}: no rows")
    return Predictions(layout.labels, rows, layout.encoder is not None)


def pair(predictions, others):
    """The rows that both have, in the order of the first."""
    if predictions.labels != others.labels:
        raise Failure("the two files have different labels")
    by_place = {(row.article, row.paragraph): row for row in others.rows}
    pairs = [(row, by_place.get((row.article, row.paragraph))) for row in predictions.rows]
    pairs = [(row, other) for row, other in pairs if other is not None]
    for row, other in pairs:
        if row.truth != other.truth:
            raise Failure(f"{row.article}, paragraph {row.paragraph}: the two files have different labels for it")
    return pairs
