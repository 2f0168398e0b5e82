"""tools/bench/run on the invented sample: every table and contestant that is installed here, one round.

Times are not judged; that the tool runs, what it runs, and the sums of the bare loop are.
Usage: bench_speed.py SLANT SOURCE
"""

import csv
import json
import os
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest

SLANT, SOURCE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
BENCH = os.path.join(SOURCE, "tools", "bench")
LABELLED = os.path.join(SOURCE, "datasets", "sample-labels.csv")
sys.path.insert(0, BENCH)
sys.dont_write_bytecode = True
# terms that make the table large, so that what it does not know has a place of its own
OTHERS = "".join(f"w{i}\t0\t0\t0\n" for i in range(20000))


def single(x):
    """The nearest number of single precision."""
    return struct.unpack("f", struct.pack("f", x))[0]


class Run(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        temporary = tempfile.TemporaryDirectory()
        cls.addClassCleanup(temporary.cleanup)
        cls.folder = temporary.name
        read = subprocess.run([SLANT, "read", "--quiet", os.path.join(SOURCE, "datasets", "sample")], capture_output=True, check=True)
        articles = [json.loads(line) for line in read.stdout.splitlines()]
        cls.corpus = os.path.join(cls.folder, "articles.jsonl")
        with open(cls.corpus, "w", encoding="utf-8") as file:
            for turn in range(5):
                for a in articles:
                    file.write(json.dumps({"id": f"{turn}/{a['id']}", "title": a.get("title", ""), "text": a["text"]}) + "\n")
        cls.n_articles = 5 * len(articles)

    def bench(self, *arguments, code=0):
        command = [sys.executable, os.path.join(BENCH, "run"), "--slant", SLANT, "--no-install", "--work", os.path.join(self.folder, "work"),
                   "--labelled", LABELLED, "--rounds", "1", *arguments]  # fmt: skip
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        return done

    def rows(self, text, title):
        """Rows of the table under a title: name and cells."""
        lines = text.split("\n")
        at = next(i for i, line in enumerate(lines) if line.startswith(title)) + 2
        rows = {}
        while at < len(lines) and (found := re.match(r"  (\S+(?:,? \w+)*)  +(\S.*)$", lines[at])):
            rows[found[1]] = re.split(r"  +", found[2])
            at += 1
        return rows

    def test_labelling(self):
        done = self.bench("--tables", "classify,start,cores", "--articles", str(self.n_articles), self.corpus)
        self.assertIn(f"{self.n_articles:,} articles", done.stdout)
        table = self.rows(done.stdout, "Labelling, one core")
        skipped = re.findall(r"^bench: (\S+) is left out: .* is not installed$", done.stderr, re.M)
        self.assertEqual(set(table) | set(skipped), {"slant", "fasttext", "scikit-learn", "vader", "liblinear", "libsvm", "limit"})
        self.assertEqual(set(table) & set(skipped), set())
        self.assertGreater(float(table["slant"][0]), 0)
        self.assertGreater(int(table["slant"][1].replace(",", "")), 0)
        first = self.rows(done.stdout, "From starting")
        self.assertEqual(set(first), (set(table) - {"liblinear", "libsvm"}) | {"echo"})
        for cells in first.values():
            self.assertGreater(float(cells[0].split()[0]), 0)
        self.assertIn("Two cores against one", done.stdout)

    def test_sizes(self):
        """The corpus is read again where it is too small."""
        done = self.bench("--only", "limit", "--tables", "sizes", "--sizes", "0.1,1", self.corpus)
        sizes = [float(name) for name in self.rows(done.stdout, "Cost by size")]
        self.assertAlmostEqual(sizes[0], 0.1, delta=0.02)
        self.assertAlmostEqual(sizes[1], 1, delta=0.02)

    def test_training(self):
        done = self.bench("--only", "limit", "--tables", "training", self.corpus)
        table = self.rows(done.stdout, "Training")
        self.assertIn("slant train", table)
        if "its searches are left out" not in done.stderr:
            self.assertLessEqual({"scikit-learn, words", "scikit-learn, characters"}, set(table))
        for cells in table.values():
            self.assertTrue(0 < float(cells[-1]) < 1, cells)

    def test_calls_that_are_wrong(self):
        self.assertIn("expected some of", self.bench("--only", "nobody", code=2).stderr)
        self.assertIn("expected some of", self.bench("--tables", "none", code=2).stderr)
        self.assertIn("expected numbers", self.bench("--sizes", "small", code=2).stderr)
        self.assertIn("no such file", self.bench("--tables", "start", os.path.join(self.folder, "nowhere"), code=2).stderr)

    def test_a_contestant_that_fails_is_told(self):
        broken = os.path.join(self.folder, "broken")
        with open(broken, "w", encoding="utf-8") as file:
            file.write("#!/bin/sh\necho no luck >&2\nexit 3\n")
        os.chmod(broken, 0o755)
        self.assertIn("exit 3: no luck", self.bench("--slant", broken, "--tables", "cores", "--only", "vader", self.corpus, code=2).stderr)


@unittest.skipIf(shutil.which("cc") is None, "no C compiler")
class Limit(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        self.program = os.path.join(self.folder, "limit")
        subprocess.run(["cc", "-std=gnu11", "-O3", "-o", self.program, os.path.join(BENCH, "limit.c")], check=True)

    def limit(self, table, text, code=0):
        for name, lines in (("table", table), ("text", text)):
            with open(os.path.join(self.folder, name), "w", encoding="utf-8") as file:
                file.write(lines)
        command = [self.program, os.path.join(self.folder, "table"), os.path.join(self.folder, "text")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        self.assertEqual(done.returncode, code, done.stderr)
        return done.stdout if code == 0 else done.stderr

    def test_words_and_pairs_are_summed(self):
        """The first line: good 1, and 2 for the pair. The second: bad alone. The third knows nothing and goes to the first class."""
        table = "good\t1\t0\t0\nbad\t0\t1\t0\ngood day\t0\t0\t2\n" + OTHERS
        found = self.limit(table, "A GOOD, day\n\nbad's\n¶\n" + "zebra " * 400 + "\nzebra good bad day\n")
        self.assertRegex(found, r"^5 paragraphs, 409 words, classes 3 1 1, checksum [0-9a-f]{16}$")

    def test_every_sum_counts(self):
        """The checksum changes with one weight of one word."""
        table, text = "good\t1\t0\t0\nbad\t0\t{}\t0\n", "good\nbad\n"
        first, second = (self.limit(table.format(weight), text).split()[-1] for weight in (1, single(1.0000002)))
        self.assertNotEqual(first, second)

    def test_lines_over_the_chunks_are_whole(self):
        """A text of several megabytes, with lines that do not end where it is read."""
        line = "good bad " * 777
        found = self.limit("good\t1\t0\t0\nbad\t0\t2\t0\n" + OTHERS, (line + "\n") * 500)
        self.assertRegex(found, rf"^500 paragraphs, {500 * 1554} words, classes 0 500 0,")

    def test_what_is_no_table_is_refused(self):
        self.assertIn("without weights", self.limit("good\n", "good\n", code=1))


class Labels(unittest.TestCase):
    def test_both_forms_are_read(self):
        from labels import read_labelled

        with open(LABELLED, encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["label"]]
        self.assertEqual(read_labelled(LABELLED), rows)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
