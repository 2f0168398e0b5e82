"""tools/join-framing on invented corpora of the published form, and on the whole news part where the corpora lie beside the project.

Usage: join_framing.py SOURCE [CORPORA]
"""

import csv
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import unittest

SOURCE = sys.argv[1]
CORPORA = sys.argv[2] if len(sys.argv) > 2 else ""
TOOL = os.path.join(SOURCE, "tools", "join-framing")
LABELS = os.path.join(SOURCE, "datasets", "framing", "labels.csv")
COLUMNS = ["article", "paragraph", "hash", "label", "confidence"]

# Article-Bias-Prediction: a record, and the paragraphs that it comes to.
ORCHARD = {
    "ID": "orchard",
    "topic": "farming",
    "source": "Tolby Courier",
    "bias": 1,
    "title": "Orchard “rescued”",
    "date": "2019-05-04",
    "content_original": "  The orchard at Tolby\nbears fruit \t again.\r\n\n\n \t \nToo short.\n\nExactly fifteen\n\nFourteen chars\n\n"
    "Neighbours\u00a0call it — a small miracle.\n",
    "content": "Another text , in tokens , that nobody has labelled .",
}
ORCHARD_TEXT = ["The orchard at Tolby bears fruit again.", "Exactly fifteen", "Neighbours call it — a small miracle."]
QUAY = {"ID": "quay", "topic": "harbours", "source": "", "title": "The quay", "content": "The quay sinks .\n\nNobody pays for the repair ."}
QUAY_TEXT = ["The quay sinks .", "Nobody pays for the repair ."]

# PerSenT: a document, and the paragraphs that it comes to.
DOCTOR = (
    'Dr Imre  "the quiet one\t" runs a clinic, which pleases everyone.\n\n short\nNineteen characters\nTwenty characters, 1'
    "\n\t Sheâ\u0080\u0099s in her cafÃ© â\u0080\u0094 with â¦ one Â½ and a plain é of two kinds \n"
)
DOCTOR_TEXT = [
    'Dr Imre "the quiet one " runs a clinic, which pleases everyone.',
    "Twenty characters, 1",
    "She’s in her café — with â¦ one ½ and a plain é of two kinds",
]
PERSENT_COLUMNS = ["DOCUMENT_INDEX", "TITLE", "TARGET_ENTITY", "DOCUMENT", "MASKED_DOCUMENT", "TRUE_SENTIMENT", "Paragraph0", "Paragraph1"]


def references(article, paragraphs):
    """Rows of labels; confidence and label differ from row to row."""
    labels, confidences = ["critical", "neutral", "supportive"], ["low", "high", "medium"]
    for number, text in enumerate(paragraphs, 1):
        digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        yield [article, number, digest, labels[number % 3], confidences[number % 3]]


class Folder(unittest.TestCase):
    """A folder with the corpora in the published form."""

    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = temporary.name
        os.makedirs(self.path("abp/data/jsons"))
        for record in (ORCHARD, QUAY):
            with open(self.path(f"abp/data/jsons/{record['ID']}.json"), "w", encoding="utf-8") as file:
                json.dump(record, file, indent=4)
        self.write_rows("dev.csv", PERSENT_COLUMNS, [["7", "Sheâ\u0080\u0099s back, again ", "Imre", DOCTOR, "[TGT]", "Positive", "Neutral", ""]])
        other = "Only here, and over\ntwo lines, \"quoted\""
        self.write_rows("test.csv", PERSENT_COLUMNS, [["8", "Other", "Rook", other, other, "Neutral", "", ""]])
        self.rows = [*references("abp:orchard", ORCHARD_TEXT), *references("abp:quay", QUAY_TEXT), *references("persent:7", DOCTOR_TEXT)]

    def path(self, name):
        return os.path.join(self.folder, name)

    def write_rows(self, name, columns, rows):
        with open(self.path(name), "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *rows])

    def join(self, *options, rows=None, columns=COLUMNS):
        """The exit status, the rows and what was said."""
        self.write_rows("labels.csv", columns, self.rows if rows is None else rows)
        command = [sys.executable, TOOL, self.path("labels.csv"), *options, "-o", self.path("out.jsonl")]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        found = []
        if os.path.exists(self.path("out.jsonl")):
            with open(self.path("out.jsonl"), encoding="utf-8") as file:
                found = [json.loads(line) for line in file]
            os.remove(self.path("out.jsonl"))
        return done.returncode, found, done.stderr

    def both(self):
        return "--abp", self.path("abp"), "--persent", self.path("test.csv"), self.path("dev.csv")


class Joined(Folder):
    def test_every_label_finds_its_text(self):
        code, found, said = self.join(*self.both())
        self.assertEqual(said, "8 labels in 3 articles: 8 written, 0 with another text, 0 in 0 missing articles\n")
        self.assertEqual(code, 0)
        self.assertEqual([row["text"] for row in found], ORCHARD_TEXT + QUAY_TEXT + DOCTOR_TEXT)
        news = {"origin": "news", "title": "Orchard “rescued”", "source": "Tolby Courier", "topic": "farming", "date": "2019-05-04"}
        expected = {"article": "abp:orchard", "paragraph": 1, "label": "neutral", "confidence": "high", "text": ORCHARD_TEXT[0], **news}
        self.assertEqual(found[0], expected)
        self.assertEqual(list(found[0]), "article paragraph label confidence origin title text source topic date".split())
        self.assertEqual((found[3]["source"], found[3]["topic"], found[3]["date"]), ("", "harbours", ""))
        self.assertEqual(list(found[5]), "article paragraph label confidence origin title text".split())
        self.assertEqual((found[5]["article"], found[5]["origin"], found[5]["title"]), ("persent:7", "persent", "She’s back, again"))

    def test_the_order_is_that_of_the_labels(self):
        rows = [self.rows[6], self.rows[1], self.rows[5]]
        _, found, _ = self.join(*self.both(), rows=rows)
        self.assertEqual([(row["article"], row["paragraph"]) for row in found], [("persent:7", 2), ("persent:7", 1), ("abp:orchard", 2)])

    def test_the_folder_of_the_records_does_as_well(self):
        code, found, _ = self.join("--abp", self.path("abp/data/jsons"), rows=self.rows[:5])
        self.assertEqual((code, len(found)), (0, 5))

    def test_json_lines_give_the_same(self):
        whole = self.join("--abp", self.path("abp"), rows=self.rows[:5])
        with open(self.path("articles.jsonl"), "w", encoding="utf-8") as file:
            for record in ({"ID": "another", "content": "Not asked for."}, QUAY, ORCHARD):
                kept = {name: record.get(name, "") for name in ("title", "source", "date", "topic")}
                text = record.get("content_original") or record["content"]
                file.write(json.dumps({"id": record["ID"], **kept, "text": text}) + "\n\n")
        self.assertEqual(self.join("--articles", self.path("articles.jsonl"), rows=self.rows[:5]), whole)

    def test_probabilities_go_with_the_text(self):
        rows = [[*self.rows[1][:2], self.rows[1][2][:8], "0.70", "0.30", "0"]]
        code, found, _ = self.join(*self.both(), columns=["article", "paragraph", "hash", "supportive", "critical", "neutral"], rows=rows)
        self.assertEqual((code, len(found), found[0]["text"]), (0, 1, ORCHARD_TEXT[1]))
        self.assertEqual([found[0][name] for name in ("supportive", "critical", "neutral")], [0.7, 0.3, 0])
        self.assertNotIn("label", found[0])

    def test_standard_output(self):
        self.write_rows("labels.csv", COLUMNS, self.rows)
        command = [sys.executable, TOOL, self.path("labels.csv"), *self.both()]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0"})
        self.assertEqual((done.returncode, len(done.stdout.splitlines())), (0, 8))
        self.assertIn("Orchard “rescued”", done.stdout)


class Lacking(Folder):
    def test_another_text_is_told_and_left_out(self):
        rows = [*self.rows, ["persent:7", 4, "0" * 16, "neutral", "low"]]
        rows[1] = ["abp:orchard", 2, "0123456789abcdef", "neutral", "low"]
        code, found, said = self.join(*self.both(), rows=rows)
        digest = self.rows[1][2]
        self.assertIn(f"abp:orchard, paragraph 2: expected 0123456789abcdef, found {digest}\n", said)
        self.assertIn("persent:7, paragraph 4: expected 0000000000000000, found none\n", said)
        self.assertIn("9 labels in 3 articles: 7 written, 2 with another text, 0 in 0 missing articles\n", said)
        self.assertEqual((code, len(found)), (1, 7))
        self.assertNotIn(("abp:orchard", 2), [(row["article"], row["paragraph"]) for row in found])
        partial = self.join(*self.both(), "--partial", rows=rows)
        self.assertEqual(partial, (0, found, said))

    def test_missing_articles_are_told(self):
        os.remove(self.path("abp/data/jsons/quay.json"))
        code, found, said = self.join("--abp", self.path("abp"), "--persent", self.path("test.csv"))
        self.assertEqual((code, [row["article"] for row in found]), (1, ["abp:orchard"] * 3))
        self.assertIn("abp:quay: article missing\npersent:7: article missing\n", said)
        self.assertIn("8 labels in 3 articles: 3 written, 0 with another text, 5 in 2 missing articles\n", said)
        self.assertEqual(self.join("--abp", self.path("abp"), "--persent", self.path("test.csv"), "--partial"), (0, found, said))

    def test_a_corpus_that_is_not_given_is_told_in_one_line(self):
        code, found, said = self.join("--abp", self.path("abp"))
        self.assertEqual((code, len(found)), (1, 5))
        self.assertIn("persent: 1 articles missing, since --persent was not given\n", said)
        code, found, said = self.join("--persent", self.path("dev.csv"), "--partial")
        self.assertEqual((code, len(found)), (0, 3))
        self.assertIn("abp: 2 articles missing, since --abp or --articles was not given\n", said)

    def test_an_id_leads_nowhere_else(self):
        code, _, said = self.join("--abp", self.path("abp"), rows=[["abp:../jsons/quay", *self.rows[3][1:]]])
        self.assertEqual(code, 1)
        self.assertIn("abp:../jsons/quay: article missing", said)


class Wrong(Folder):
    def fails(self, message, *options, **changes):
        code, found, said = self.join(*options, **changes)
        self.assertEqual((code, found), (2, []), said)
        self.assertIn(message, said)

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data)
        return self.path(name)

    def test_calls(self):
        self.fails("no texts: give --abp or --articles, --persent, or both")
        self.fails("not allowed with argument", "--abp", self.folder, "--articles", self.path("a.jsonl"))
        self.fails("usage: join-framing LABELS.csv", "--speed")

    def test_files_that_are_not_there(self):
        self.fails("none: no such folder", "--abp", self.path("none"))
        self.fails("none.csv: No such file", "--persent", self.path("none.csv"))
        self.fails("none.jsonl: No such file", "--articles", self.path("none.jsonl"))
        self.fails("none.jsonl.zst: no such file", "--articles", self.path("none.jsonl.zst"))

    def test_files_of_another_form(self):
        self.fails("labels.csv: the first line is not article,", *self.both(), columns=["article", "label"])
        self.fails("plain.csv: no column DOCUMENT, DOCUMENT_INDEX", "--persent", self.write("plain.csv", b"TITLE,text\nA,b\n"))
        self.fails("latin.csv: ", "--persent", self.write("latin.csv", b"DOCUMENT_INDEX,TITLE,DOCUMENT\n7,A,caf\xe9\n"))
        self.fails("broken.jsonl:2: not JSON", "--articles", self.write("broken.jsonl", b"{}\n{\n"))
        self.fails("list.jsonl:1: no JSON object", "--articles", self.write("list.jsonl", b"[]\n"))
        self.write("abp/data/jsons/quay.json", b"{")
        self.fails("quay.json: not JSON", "--abp", self.path("abp"))

    def test_labels_of_another_form(self):
        row = self.rows[0]
        for place, value, message in (
            (0, "orchard", "labels.csv:2: article “orchard” begins with neither abp: nor persent:"),
            (1, "0", "labels.csv:2: paragraph “0” is no number from 1"),
            (2, "12ab", "labels.csv:2: hash “12ab” is not 8 to 16 hexadecimal digits"),
        ):
            self.fails(message, *self.both(), rows=[[*row[:place], value, *row[place + 1 :]]])
        self.fails("labels.csv:2: 4 fields, expected 5", *self.both(), rows=[row[:4]])


class Shipped(unittest.TestCase):
    """The labels that the project ships."""

    def test_the_files_are_sorted_and_whole(self):
        with open(LABELS, encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        self.assertEqual((rows[0], len(rows)), (COLUMNS, 15316))
        keys = [(row[0].encode(), int(row[1])) for row in rows[1:]]
        self.assertEqual(keys, sorted(set(keys)))
        for article, number, digest, label, confidence in rows[1:]:
            self.assertRegex(article, r"^(abp:[A-Za-z0-9]{16}|persent:[0-9]+)$")
            self.assertRegex(f"{number} {digest} {label} {confidence}", "^[0-9]+ [0-9a-f]{16} (supportive|critical|neutral) (high|medium|low)$")
        with open(os.path.join(os.path.dirname(LABELS), "subjects.csv"), encoding="utf-8", newline="") as file:
            subjects = list(csv.reader(file))
        self.assertEqual(subjects[0], ["article", "subject"])
        self.assertTrue(all(len(row) == 2 and row[1] for row in subjects))
        news = sorted({row[0].encode() for row in rows[1:] if row[0].startswith("abp:")})
        self.assertEqual([row[0].encode() for row in subjects[1:]], news)

    @unittest.skipUnless(os.path.exists(f"{CORPORA}/articles.jsonl.zst"), "the corpora are not here")
    def test_the_news_part_comes_out(self):
        command = [sys.executable, TOOL, LABELS, "--articles", f"{CORPORA}/articles.jsonl.zst"]
        done = subprocess.run(command, capture_output=True, encoding="utf-8")
        self.assertEqual(done.returncode, 1)
        self.assertIn("10156 written, 0 with another text, 5159 in 640 missing articles", done.stderr)
        with open(f"{CORPORA}/framing.jsonl", encoding="utf-8") as file:
            expected = sorted(line for line in file if json.loads(line)["origin"] == "news")
        self.assertTrue(sorted(done.stdout.splitlines(keepends=True)) == expected, "the rows are not those of framing.jsonl")

    @unittest.skipUnless(os.path.exists(f"{CORPORA}/framing.jsonl"), "the corpora are not here")
    def test_the_labels_are_those_of_the_corpus(self):
        with open(f"{CORPORA}/framing.jsonl", encoding="utf-8") as file:
            rows = [json.loads(line) for line in file]
        expected = {(row["article"], str(row["paragraph"])): (row["text"], row["label"], row["confidence"]) for row in rows}
        with open(LABELS, encoding="utf-8", newline="") as file:
            for article, number, digest, label, confidence in list(csv.reader(file))[1:]:
                text, *given = expected.pop((article, number))
                self.assertEqual([label, confidence], given)
                self.assertEqual(digest, hashlib.sha256(text.encode()).hexdigest()[:16])
        self.assertEqual(expected, {})


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=2)
