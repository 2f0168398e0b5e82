"""tools/quality/bench on small out-of-fold files whose figures are worked out by hand, and with a program in the place of slant.

Usage: bench.py SOURCE
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE = sys.argv[1]
TOOL = os.path.join(SOURCE, "tools", "quality", "bench")
CONFIGURATIONS = os.path.join(SOURCE, "tools", "quality", "configurations.json")
RESULTS = os.path.join(SOURCE, "tests", "quality", "results.tsv")
LABELS = ["supportive", "critical", "neutral"]
COLUMNS = ["article", "paragraph", "fold", "label", "given", *LABELS, *(f"text_margin_{k}" for k in LABELS), *(f"margin_{k}" for k in LABELS)]
S, C, N = LABELS


def row(article, paragraph, fold, label, given, probabilities):
    """The text SVM is always right; the context SVM finds everything supportive."""
    return [article, paragraph, fold, label, given, *probabilities, *(1 if label == k else -1 for k in LABELS), 0.5, -0.5, -0.5]


# By thresholds. All: supportive 1 right of 2, 1 given; critical 1 of 2, 2 given; neutral 1 of 2, 3 given: F1 2/3, 1/2, 2/5.
# News: F1 1, 0, 1/2. Drawn twice, article a gives 1, 0, 0, and b gives -, 0, 2/3: macro-F1 1/3 both times.
# Persent: F1 0, 1, 0.
ROWS = [
    row("abp:a", 1, 1, S, S, [0.7, 0.2, 0.1]),
    row("abp:a", 2, 1, C, N, [0.2, 0.3, 0.5]),
    row("abp:b", 1, 2, N, N, [0.1, 0.1, 0.8]),
    row("abp:b", 2, 2, N, C, [0.1, 0.4, 0.5]),
    row("persent:1", 1, 1, C, C, [0.1, 0.6, 0.3]),
    row("persent:1", 2, 1, S, N, [0.35, 0.25, 0.4]),
]
# The same, but for the second paragraph of b, which is right. All: F1 2/3, 2/3, 2/3. News: 1, 0, 4/5; b drawn twice: -, -, 1.
BETTER = [[*fields[:4], N, *fields[5:]] if fields[:2] == ["abp:b", 2] else fields for fields in ROWS]

# A program that is called as slant is: tells what it got, and gives each article of its input a fold and its own label.
FAKE = """#!{python}
import csv, json, os, sys
here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "calls"), "a") as calls:
    calls.write(json.dumps(sys.argv[1:]) + "\\n")
with open(sys.argv[2], encoding="utf-8") as file:
    rows = [json.loads(line) for line in file]
with open(os.path.join(here, "input"), "w") as copy:
    json.dump(rows, copy)
labels = {labels}
out = sys.argv[sys.argv.index("--out-of-fold") + 1]
with open(out, "w", newline="") as file:
    table = csv.writer(file)
    table.writerow({columns})
    for i, row in enumerate(rows):
        own = [int(row["label"] == label) for label in labels]
        table.writerow([row["article"], row.get("paragraph", 1), {fold}, row["label"], row["label"], *own, *own, *own])
print("a report")
sys.exit({status})
"""


class Folder(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, rows, columns=COLUMNS):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])
        return self.path(name)

    def bench(self, *arguments, code=0):
        done = subprocess.run([sys.executable, TOOL, *arguments], capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def appended(self, *arguments):
        """The lines that a call appends, by part."""
        if os.path.exists(self.path("results.tsv")):
            os.remove(self.path("results.tsv"))
        self.bench(*arguments, "--append", "--results", self.path("results.tsv"))
        with open(self.path("results.tsv"), encoding="utf-8", newline="") as file:
            return {line["data"]: line for line in csv.DictReader(file, delimiter="\t")}


class Figures(Folder):
    def check(self, line, **expected):
        for name, value in expected.items():
            self.assertEqual(line[name.replace("_", " ").replace("macro F1", "macro-F1")], value, name)

    def test_each_part_by_thresholds(self):
        lines = self.appended("lexicon", "--predictions", self.write("own.csv", ROWS), "--against", "none")
        self.assertEqual(list(lines), ["framing/news", "framing/persent", "framing/all"])
        f1 = {"F1_supportive": "0.6667", "F1_critical": "0.5000", "F1_neutral": "0.4000"}
        # tenths of confidence: 0.4 twice, wrong; 0.5 wrong; 0.6, 0.7, 0.8 right: (0.8 + 0.5 + 0.4 + 0.3 + 0.2) / 6
        self.check(lines["framing/all"], n="6", macro_F1="0.5222", ECE="0.3667", configuration="lexicon", against="", difference="", **f1)
        self.check(lines["framing/news"], n="4", macro_F1="0.5000", low="0.3333", high="0.5000")
        self.check(lines["framing/persent"], n="2", macro_F1="0.3333", low="0.3333", high="0.3333")
        self.assertEqual(lines["framing/all"]["options"], "--lexicon {root}/datasets/lexicon/framing-words.tsv")

    def test_every_way_to_decide(self):
        said = self.bench("--predictions", self.write("own.csv", ROWS)).split("rows/all: 6 rows of 3 articles\n")[1].splitlines()
        self.assertEqual([line[:23].split()[-1] for line in said[1:]], ["0.5222", "1.0000", "0.1667", "0.6667"])
        self.assertEqual([line[2:15].strip() for line in said[1:]], ["thresholds", "text margins", "margins", "probabilities"])

    def test_no_difference_from_itself(self):
        own = self.write("own.csv", ROWS)
        for line in self.appended("lexicon", "--predictions", own, "--against", own).values():
            self.check(line, against="own.csv", difference="+0.0000", difference_low="+0.0000", difference_high="+0.0000")

    def test_a_difference_is_paired(self):
        own, better = self.write("own.csv", ROWS), self.write("better.csv", BETTER)
        lines = self.appended("lexicon", "--predictions", own, "--against", better)
        self.check(lines["framing/all"], difference="-0.1444")
        self.check(lines["framing/news"], difference="-0.1000", difference_low="-0.6667", difference_high="+0.0000")
        self.check(lines["framing/persent"], difference="+0.0000", difference_low="+0.0000", difference_high="+0.0000")

    def test_a_difference_is_on_shared_rows(self):
        own, fewer = self.write("own.csv", ROWS), self.write("fewer.csv", ROWS[:5])
        said = self.bench("--predictions", own, "--against", fewer)
        self.assertIn("fewer.csv has 5 of these rows: differences are on them\n", said)
        self.assertNotIn("fewer.csv has 4", said)
        self.check(self.appended("lexicon", "--predictions", own, "--against", fewer)["framing/all"], macro_F1="0.5222", difference="+0.0000")

    def test_the_order_of_rows_does_not_matter(self):
        places = [[f"{fields[0]}{i}", *fields[1:]] for i in range(40) for fields in ROWS]
        said = self.bench("--predictions", self.write("own.csv", places))
        self.assertEqual(self.bench("--predictions", self.write("own.csv", places[::-1])), said)
        self.assertEqual(self.bench("--predictions", self.write("own.csv", places)), said)

    def test_two_labels_have_one_margin(self):
        columns = ["article", "paragraph", "fold", "label", "given", "for", "against", "text_margin_for", "margin_for"]
        rows = [["x", 1, 1, "for", "for", 0.9, 0.1, 1, -1], ["y", 1, 1, "against", "for", 0.6, 0.4, -1, 1]]
        path = self.write("two.csv", rows, columns)
        said = self.bench("--predictions", path).splitlines()
        self.assertEqual([line[:23].split()[-1] for line in said[2:]], ["0.3333", "1.0000", "0.0000", "0.3333"])
        self.assertIn("no label", self.bench("lexicon", "--predictions", path, "--against", "none", "--append", "--results", self.path("r"), code=2))

    def test_a_header_once(self):
        own = self.write("own.csv", ROWS)
        for _ in range(2):
            self.bench("lexicon", "--predictions", own, "--against", "none", "--append", "--results", self.path("twice.tsv"))
        with open(self.path("twice.tsv"), encoding="utf-8") as file:
            self.assertEqual([line.split("\t")[0] == "date" for line in file], [True] + [False] * 6)


class Trained(Folder):
    def setUp(self):
        super().setUp()
        self.jsonl("framing.jsonl", [{"article": f"abp:{i}", "paragraph": 1, "text": f"Line {i}.", "label": LABELS[i % 3]} for i in range(6)])
        sentences = [("1", "The mill burns.", "mill", C), ("2", "The mill burns.", "The mill", N), ("3", "Bread for all.", "Bread", S)]
        records = [{"id": i, "text": text, "target": target, "start": 0, "end": 1, "label": k} for i, text, target, k in sentences]
        self.jsonl("newsmtsc-train.jsonl", records)
        self.write("soft-labels.jsonl.zst", [])
        self.slant()

    def jsonl(self, name, records):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.writelines(json.dumps(record) + "\n" for record in records)

    def slant(self, fold="1", status=0):
        with open(self.path("slant"), "w", encoding="utf-8") as file:
            file.write(FAKE.format(python=sys.executable, labels=LABELS, columns=COLUMNS, fold=fold, status=status))
        os.chmod(self.path("slant"), 0o755)

    def run_bench(self, *arguments, code=0):
        return self.bench(*arguments, "--slant", self.path("slant"), "--corpora", self.folder, code=code)

    def calls(self):
        """The calls since the last time."""
        if not os.path.exists(self.path("calls")):
            return []
        with open(self.path("calls"), encoding="utf-8") as file:
            found = [json.loads(line) for line in file]
        os.remove(self.path("calls"))
        return found

    def test_options_name_the_files(self):
        self.run_bench("auxiliary-newsmtsc", "--against", "none")
        (call,) = self.calls()
        self.assertEqual(call[:2], ["train", self.path("framing.jsonl")])
        lexicon = os.path.join(os.path.abspath(SOURCE), "datasets", "lexicon", "framing-words.tsv")
        self.assertEqual(call[2:6], ["--lexicon", lexicon, "--auxiliary", self.path("newsmtsc-train.jsonl") + ":0.3"])

    def test_the_standing_configuration_is_the_measure(self):
        said = self.run_bench("lexicon")
        self.assertIn("against shipped\n", said)
        self.assertEqual(len(self.calls()), 2)
        self.assertNotIn("against", self.run_bench("shipped"))

    def test_what_is_kept_is_not_trained_for_again(self):
        keep = "--keep", self.path("kept")
        said = self.run_bench("lexicon", *keep)
        self.assertEqual(len(self.calls()), 2)
        self.assertEqual(self.run_bench("lexicon", *keep), said)
        self.assertEqual(self.calls(), [])
        self.jsonl("newsmtsc-train.jsonl", [{"id": "1", "text": "Another.", "label": N}])
        self.run_bench("lexicon", *keep)
        self.assertEqual(len(self.calls()), 1, "auxiliary alone depends on that file")
        self.slant(status="0 + 0")  # another program
        self.run_bench("lexicon", *keep)
        self.assertEqual(len(self.calls()), 2)

    def test_sentences_hide_their_targets(self):
        said = self.run_bench("newsmtsc-blind", "--against", "none")
        self.assertIn("newsmtsc/all: 3 rows of 2 sentences\n", said)
        with open(self.path("input"), encoding="utf-8") as file:
            self.assertEqual(json.load(file)[0], {"article": "1", "text": "The mill burns.", "label": C})

    def test_a_sentence_in_two_folds_is_refused(self):
        self.slant(fold="i + 1")
        self.assertIn("2 stands in fold 2, and what belongs together", self.run_bench("newsmtsc-blind", "--against", "none", code=2))

    def test_a_training_that_fails(self):
        self.slant(status=4)
        self.assertIn("lexicon: slant train ended with status 4", self.run_bench("lexicon", "--keep", self.path("kept"), code=2))
        self.assertEqual(os.listdir(self.path("kept")), [])


class Wrong(Folder):
    def test_calls(self):
        self.assertIn("give a CONFIGURATION", self.bench(code=2))
        self.assertIn("no configuration best; there are: words, ", self.bench("best", code=2))
        self.assertIn("other data", self.bench("lexicon", "--predictions", self.write("own.csv", ROWS), "--against", "newsmtsc-blind", code=2))
        self.assertIn("--append needs", self.bench("--predictions", "own.csv", "--append", code=2))

    def test_files(self):
        self.assertIn("none.csv: No such file", self.bench("--predictions", self.path("none.csv"), code=2))
        self.assertIn("own.csv: the first line", self.bench("--predictions", self.write("own.csv", ROWS, COLUMNS[1:]), code=2))
        self.assertIn("own.csv: no rows", self.bench("--predictions", self.write("own.csv", []), code=2))
        self.assertIn("own.csv:3: 13 fields, expected 14", self.bench("--predictions", self.write("own.csv", [ROWS[0], ROWS[1][1:]]), code=2))
        own, other = self.write("own.csv", ROWS), self.write("other.csv", [[*ROWS[0][:3], N, *ROWS[0][4:]]])
        self.assertIn("abp:a, paragraph 1: the two files have different", self.bench("--predictions", own, "--against", other, code=2))


class Shipped(unittest.TestCase):
    """The configurations and results of the project."""

    def test_one_configuration_stands_for_each_data(self):
        with open(CONFIGURATIONS, encoding="utf-8") as file:
            found = json.load(file)
        standing = sorted(about["data"] for about in found.values() if about.get("standing"))
        self.assertEqual(standing, ["framing", "newsmtsc"])
        self.assertTrue(all(about["description"] for about in found.values()))

    @unittest.skipUnless(os.path.exists(RESULTS), "no results yet")
    def test_results_are_whole(self):
        with open(RESULTS, encoding="utf-8", newline="") as file:
            header, *lines = csv.reader(file, delimiter="\t")
        self.assertTrue(lines)
        for line in lines:
            self.assertEqual(len(line), len(header), line)
            self.assertNotRegex(line[-1], r"(^|\s)/", "a path of one machine")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
