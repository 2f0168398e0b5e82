"""tools/model-card on a small model that is trained here from the sample's labels, and the shipped page against the shipped model.

Usage: model_card.py SLANT SOURCE
"""

import csv
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree

SLANT, SOURCE = sys.argv[1], sys.argv[2]
TOOL = os.path.join(SOURCE, "tools", "model-card")
LABELS = os.path.join(SOURCE, "datasets", "sample-labels.csv")
SHIPPED = os.path.join(SOURCE, "models", "news-en.safetensors")
SVG = "{http://www.w3.org/2000/svg}"

sys.dont_write_bytecode = True
sys.path[:0] = [os.path.join(SOURCE, "tools", "card"), os.path.join(SOURCE, "tools", "quality")]
import bins  # noqa: E402
import diagram  # noqa: E402


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def card_of(model):
    with open(model, "rb") as file:
        return json.loads(file.read(struct.unpack("<Q", file.read(8))[0]))["__metadata__"]


def write_data(path):
    """The sample's labels; every other article takes the place of a portrait, so that there are two parts."""
    with open(LABELS, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({row["article"] for row in rows})
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, ["article", "paragraph", "label", "title", "text"])
        out.writeheader()
        for row in rows:
            out.writerow({**row, "article": ["abp:", "persent:"][names.index(row["article"]) % 2] + row["article"]})


def slant(*arguments, output):
    with open(output, "wb") as file:
        subprocess.run([SLANT, *arguments, "--quiet", "--format", "json"], stdout=file, check=True)


def setUpModule():
    """One training for all tests."""
    temporary = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(temporary.cleanup)
    Card.folder = temporary.name
    Card.model, Card.rows, Card.report = Card.path("small.safetensors"), Card.path("rows.csv"), Card.path("report.json")
    write_data(Card.path("data.csv"))
    options = ["--folds", "3", "-C", "0.5", "--curve", "--auxiliary", LABELS + ":0.25"]
    slant("train", Card.path("data.csv"), *options, "-o", Card.model, "--out-of-fold", Card.rows, output=Card.report)
    slant("evaluate", LABELS, "-m", Card.model, output=Card.path("elsewhere.json"))


class Card(unittest.TestCase):
    """The files of that training, and a call of the tool with them."""

    @classmethod
    def path(cls, name):
        return os.path.join(cls.folder, name)

    def call(self, *options, model=None, report=None, rows=None):
        command = [sys.executable, "-B", TOOL, model or self.model, "--report", report or self.report, "--out-of-fold", rows or self.rows]
        return subprocess.run([*command, *options], capture_output=True, encoding="utf-8")

    def page(self, *options):
        done = self.call(*options)
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "", ""))
        return read(self.path("small.md"))

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)


class Page(Card):
    def has(self, page, *wanted):
        for text in wanted:
            self.assertIn(text, page)

    def test_it_holds_the_figures_of_the_report(self):
        page, report = self.page(), json.loads(read(self.report))
        low, high = report["macro_f1_low"], report["macro_f1_high"]
        self.has(page, f"**{report['macro_f1']:.3f}** (95 % interval {low:.3f} to {high:.3f})")
        self.has(page, f"together, by argmax: the largest probability | {report['argmax_macro_f1']:.3f} |")
        self.has(page, f"together, by the largest margin of the context SVM | {report['margin_macro_f1']:.3f} |")
        cells = f"{report['macro_f1']:.3f} | {low:.3f} to {high:.3f} | {report['calibration_error']:.3f}"
        self.has(page, f"| together, by thresholds: the label given | {cells} |")
        for label, found in report["labels"].items():
            cells = " | ".join(f"{found[key]:.3f}" for key in ("precision", "recall", "f1"))
            self.has(page, f"| together: {label} | {cells} | {found['paragraphs']:.0f} |")
        for label, line in zip(report["labels"], report["confusion"], strict=True):
            self.has(page, f"| coded {label} | " + " | ".join(f"{n:.0f}" for n in line) + " |")
        for point in report["learning_curve"]:
            low, high = point["macro_f1_low"], point["macro_f1_high"]
            self.has(page, f"| {point['paragraphs']:.0f} | {point['macro_f1']:.3f} | {low:.3f} to {high:.3f} |")
        for level in report["coverage"]:
            reached = level["confidence"] is not None
            self.has(page, f"| {level['precision']:g} | {level['confidence']:.4f} |" if reached else f"never; at best {level['best']:.3f}")
        self.has(page, ", ".join(f"{f1:.3f}" for f1 in report["folds"]))

    def test_it_holds_the_card(self):
        page, card = self.page(), card_of(self.model)
        self.has(page, "small.safetensors", card["checksum"], card["data.fingerprint"], card["tokenizer"], card["data.labels"])
        self.has(page, f"| articles | {card['data.articles']} |", f"| auxiliary data | {card['auxiliary']} |")
        self.has(page, "| `sample-labels.csv` | 276 | 0.25 |")

    def test_parts_are_scored_from_the_rows(self):
        page, report = self.page(), json.loads(read(self.report))
        with open(self.rows, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for prefix, part in (("abp:", "news"), ("persent:", "persent")):
            own = [row for row in rows if row["article"].startswith(prefix)]
            for label in report["labels"]:
                true, given = ([row[column] == label for row in own] for column in ("label", "given"))
                right = sum(t and g for t, g in zip(true, given, strict=True))
                precision, recall, f1 = right / max(sum(given), 1), right / sum(true), 2 * right / (sum(true) + sum(given))
                self.has(page, f"| {part}: {label} | {precision:.3f} | {recall:.3f} | {f1:.3f} | {sum(true)} |")
                shares = [sum(true) / len(own), sum(given) / len(own)]
                self.has(page, f"| {part}: {label} | " + " | ".join(f"{100 * share:.1f} %" for share in shares))

    def test_no_place_is_left_open_and_links_lead_somewhere(self):
        page = self.page("--elsewhere", self.path("elsewhere.json"))
        self.assertNotRegex(page, r"\{[a-z_]+\}|\n\n\n|nan|None")
        for link in re.findall(r"\]\((\.\./[^)#]+)\)", page):
            self.assertTrue(os.path.exists(os.path.join(SOURCE, "models", link)), link)
        self.assertIn("](small-reliability.svg)", page)
        self.assertNotIn(self.folder, page)

    def test_sections_that_were_not_measured_are_not_there(self):
        report = json.loads(read(self.report))
        del report["learning_curve"], report["learning_per_doubling"]
        page = self.page("--report", self.write("short.json", json.dumps(report)))
        headings = re.findall("^## (.*)$", page, re.M)
        self.assertFalse({"Toward named targets", "Whether more labels would help", "On other text"} & set(headings))
        more = self.page("--elsewhere", self.path("elsewhere.json"))
        evaluation = json.loads(read(self.path("elsewhere.json")))
        self.has(more, "## Whether more labels would help", "## On other text", f"macro-F1 is **{evaluation['macro_f1']:.3f}")

    def test_targets(self):
        """A model with a target part is one whose card has these entries."""
        with open(self.model, "rb") as file:
            length = struct.unpack("<Q", file.read(8))[0]
            header = json.loads(file.read(length))
        header["__metadata__"] |= {"target.paragraphs": "1234", "target.macro_f1": "0.6543", "target.macro_f1_95": "0.6001 to 0.7001"}
        header["__metadata__"] |= {"target.method": "by hand", "target.calibration_error": "0.0123"}
        text = json.dumps(header).encode()
        with open(self.path("target.safetensors"), "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
        report = json.loads(read(self.report)) | {"target_macro_f1": 0.65432}
        done = self.call(model=self.path("target.safetensors"), report=self.write("target.json", json.dumps(report)))
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.has(read(self.path("target.md")), "## Toward named targets", "| 1,234 |", "0.6543 (95 % interval 0.6001 to 0.7001)", "0.0123")

    def test_labels_that_an_encoder_gave(self):
        report = json.loads(read(self.report))
        report["auxiliary"][0] |= {"file": "encoder-labels-0.jsonl", "encoder": "fold-0"}
        page = self.page("--report", self.write("taught.json", json.dumps(report)))
        self.has(page, "| fold-0 |", "- `encoder-labels…`: probabilities that the cross-fit encoders gave")

    def test_the_same_bytes_twice(self):
        first = self.page(), read(self.path("small-reliability.svg"))
        done = self.call("-o", self.path("again.md"))
        self.assertEqual(done.returncode, 0)
        again = read(self.path("again.md")), read(self.path("again-reliability.svg"))
        self.assertEqual(again[0], first[0].replace("small-reliability", "again-reliability"))
        self.assertEqual(again[1], first[1].replace("small: ", "again: "))


class Picture(Card):
    def test_it_is_well_formed_and_says_what_it_shows(self):
        self.page()
        root = xml.etree.ElementTree.fromstring(read(self.path("small-reliability.svg")))
        self.assertEqual(root.tag, SVG + "svg")
        report = json.loads(read(self.report))
        self.assertIn(f"calibration error {report['calibration_error']:.3f}", root.find(SVG + "desc").text)
        self.assertTrue(root.find(SVG + "title").text)
        texts = [element.text for element in root.iter(SVG + "text")]
        self.assertTrue({"P(supportive)", "P(critical)", "P(neutral)"} <= set(texts))
        self.assertIn("prefers-color-scheme:dark", root.find(SVG + "style").text)
        self.assertEqual(root.get("font-family"), "sans-serif")

    def test_names_of_labels_and_many_of_them(self):
        found = bins.bins_of([(0.25, True), (0.75, False)])
        text = diagram.draw('"a" & <b>', "d & e", found, [(f"<{k}>&", found) for k in range(20)])
        root = xml.etree.ElementTree.fromstring(text)
        width, height = float(root.get("width")), float(root.get("height"))
        for circle in root.iter(SVG + "circle"):
            self.assertTrue(0 < float(circle.get("cx")) < width and 0 < float(circle.get("cy")) < height)
        self.assertIn("P(<19>&)", [element.text for element in root.iter(SVG + "text")])

    def test_bins(self):
        low, high = bins.wilson(8, 10)
        self.assertAlmostEqual(low, 0.4902, 4)
        self.assertAlmostEqual(high, 0.9433, 4)
        found = bins.bins_of([(0.05, False), (0.95, True), (1.0, True), (0.91, False)])
        self.assertEqual([(b.place, b.n) for b in found], [(0, 1), (9, 3)])
        self.assertAlmostEqual(found[1].said, 0.95333333)
        self.assertAlmostEqual(found[1].right, 2 / 3)
        self.assertEqual((found[0].low, bins.wilson(5, 5)[1]), (0.0, 1.0))


class Wrong(Card):
    def fails(self, message, *options, **files):
        done = self.call(*options, "-o", self.path("wrong.md"), **files)
        self.assertEqual((done.returncode, done.stdout), (2, ""), done.stderr)
        self.assertIn(message, done.stderr)
        self.assertFalse(os.path.exists(self.path("wrong.md")) or os.path.exists(self.path("wrong-reliability.svg")))

    def test_files_of_another_form(self):
        self.fails("data.csv: not a slant model", model=self.path("data.csv"))
        self.fails("not a slant model", model=self.write("short.safetensors", "abc"))
        self.fails("data.csv: not JSON", report=self.path("data.csv"))
        self.fails("no argmax_macro_f1 in it", report=self.path("elsewhere.json"))
        self.fails("the first line is not that of an out-of-fold file", rows=self.path("data.csv"))
        self.fails("none.csv: No such file", rows=self.path("none.csv"))

    def test_files_of_another_training(self):
        report = json.loads(read(self.report))
        self.fails("different figures", report=self.write("other.json", json.dumps(report | {"macro_f1": report["macro_f1"] + 0.001})))
        self.fails("different figures", report=self.write("target.json", json.dumps(report | {"target_macro_f1": 0.5})))
        rows = read(self.rows).splitlines(keepends=True)
        self.fails("different numbers of paragraphs", rows=self.write("fewer.csv", "".join(rows[:-1])))
        last = rows[-1].split(",")
        last[4] = "critical" if last[4] == "neutral" else "neutral"
        self.fails("do not give the report's macro-F1", rows=self.write("changed.csv", "".join([*rows[:-1], ",".join(last)])))
        self.fails("different labels", rows=self.write("names.csv", "".join(rows).replace("critical", "crit")))

    def test_a_report_of_another_version(self):
        report = json.loads(read(self.report))
        del report["coverage"]
        self.fails("not of this version of slant: 'coverage'", report=self.write("old.json", json.dumps(report)))


class Shipped(unittest.TestCase):
    """The page that the project ships is about the model that it ships."""

    def test_the_page_is_of_this_model(self):
        page, card = read(os.path.join(SOURCE, "models", "news-en.md")), card_of(SHIPPED)
        self.assertIn(f"`{card['checksum']}`", page)
        told = float(re.search(r"\| macro-F1 \| \*\*([0-9.]+)\*\*", page)[1])
        self.assertLess(abs(told - float(card["quality.macro_f1"])), 0.0006)  # each rounded by itself, to three and four places
        xml.etree.ElementTree.parse(os.path.join(SOURCE, "models", "news-en-reliability.svg"))


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
