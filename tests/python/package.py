"""The Python package: rows as the program's, threads, errors, structures as in the header, and the wheel.

In: the program, the shared library, the source tree, a C compiler. Out: what failed; exit 1 when something did. Cases that want pandas, pip or
setuptools are skipped with a notice where those are missing.
"""

import csv
import ctypes
import importlib.metadata
import importlib.util
import io
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest
import zipfile

PROGRAM, LIBRARY, ROOT, COMPILER = (os.path.abspath(path) if i < 3 else path for i, path in enumerate(sys.argv[1:5]))
os.environ["SLANT_LIBRARY"] = LIBRARY
for name in ("SLANT_MODEL", "SLANT_ENCODER"):
    os.environ.pop(name, None)
sys.path.insert(0, os.path.join(ROOT, "tools", "python"))

import slant  # noqa: E402
from slant import _library  # noqa: E402

MODEL = os.path.join(ROOT, "models", "news-en.safetensors")
WIRE = os.path.join(ROOT, "datasets", "sample", "wire.jsonl")
HARD = [
    {"id": "quote", "title": 'The "bridge"', "text": "The mayor was praised, and \u201cwelcomed\u201d.\n\nThe budget was blamed.\n\nSubscribe now"},
    {"id": "empty", "text": ""},
    {"id": "many", "source": "Günsdorf", "date": "2024-05-01", "paragraphs": ["The ferry opened.", "", "Ada Quill botched the winter budget."]},
]


def has(name):
    return importlib.util.find_spec(name) is not None


def run_program(lines, *options):
    command = [PROGRAM, "classify", "-", "--from", "jsonl", "-m", MODEL, "-q", *options]
    return subprocess.run(command, input=lines, capture_output=True, check=True).stdout


def json_lines(articles):
    return b"".join(json.dumps(article).encode() + b"\n" for article in articles)


def read_sample():
    with open(WIRE, "rb") as file:
        return file.read()


def printed(value):
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def as_csv(rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(rows[0])
    writer.writerows([printed(value) for value in row.values()] for row in rows)
    return out.getvalue().encode()


class Rows(unittest.TestCase):
    def setUp(self):
        self.model = slant.load(MODEL)
        self.addCleanup(self.model.close)

    def test_lines_are_the_programs_bytes(self):
        lines = read_sample() + json_lines(HARD)
        for rows, option in (("paragraphs", []), ("articles", ["--summary"]), ("nested", ["--nest"])):
            for threads in (1, 3):
                found = self.model.classify_lines(lines, rows=rows, threads=threads)
                self.assertEqual(found, run_program(lines, "--format", "jsonl", *option), rows)

    def test_options_reach_the_library(self):
        few, more = json_lines(HARD), read_sample() + json_lines(HARD)
        told = {
            "--keep-furniture": {"keep_furniture": True},
            "--text": {"text": True},
            "--target=Ada Quill": {"target": "Ada Quill"},
            "--decide=argmax": {"decide": "argmax"},
            "--min-precision=0.9": {"min_precision": 0.9},
            "--paragraphs-by=line": {"paragraphs_by": "line"},
            "--effort=best": {"effort": "best"},
            "--effort=balanced": {"effort": "balanced"},
        }
        for option, options in told.items():
            lines = few if "effort" in options else more  # the encoder takes its time
            usual = run_program(lines, "--format", "jsonl", "--effort", "fast")
            found = self.model.classify_lines(lines, **options)
            self.assertEqual(found, run_program(lines, "--format", "jsonl", option), option)
            if option not in ("--paragraphs-by=line", "--effort=balanced"):  # which may leave these few as they are
                self.assertNotEqual(found, usual, option)
        renamed = few.replace(b'"text"', b'"body"')
        self.assertEqual(self.model.classify_lines(renamed, fields={"text": "body"}), self.model.classify_lines(few))

    def test_rows_printed_are_the_programs_csv(self):
        articles = [json.loads(line) for line in read_sample().splitlines()] + HARD
        lines = json_lines(articles)
        self.assertEqual(as_csv(self.model.classify(articles)), run_program(lines, "--format", "csv"))
        self.assertEqual(as_csv(self.model.classify(articles, rows="articles")), run_program(lines, "--format", "csv", "--summary"))

    def test_texts_are_articles_called_by_their_number(self):
        rows = self.model.classify(["The mayor was praised.", {"text": "The budget was blamed.\n\nAgain."}])
        self.assertEqual([(row["article"], row["paragraph"]) for row in rows], [("1", 1), ("2", 1), ("2", 2)])
        self.assertEqual(self.model.classify("One text alone.")[0]["article"], "1")
        self.assertEqual(self.model.classify([]), [])

    def test_a_stream_takes_articles_as_it_goes(self):
        taken = []

        def endless():
            for number in range(10**9):
                taken.append(number)
                yield {"text": "word " * 1000}

        rows = self.model.stream(endless())
        next(rows)
        self.assertLess(len(taken), 10**4)
        n_chunk = len(taken)
        for _ in range(n_chunk):
            row = next(rows)
        self.assertEqual(row["article"], str(n_chunk + 1))

    def test_many_threads_share_a_model(self):
        lines = read_sample() * 20
        expected = self.model.classify_lines(lines)
        found = [None] * 4

        def work(i):
            found[i] = self.model.classify_lines(lines)

        threads = [threading.Thread(target=work, args=(i,)) for i in range(len(found))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, [expected] * len(found))

    def test_python_goes_on_while_the_library_works(self):
        # a thread that only Python runs: it advances while the other one is within a single call
        steps, over = [], threading.Event()

        def count():
            while not over.wait(0.001):
                steps.append(1)

        thread = threading.Thread(target=count)
        thread.start()
        before = len(steps)
        self.model.classify_lines(read_sample() * 2000)
        within = len(steps) - before
        over.set()
        thread.join()
        self.assertGreater(within, 5)

    @unittest.skipUnless(has("pandas"), "there is no pandas here")
    def test_a_frame_is_answered_with_a_frame(self):
        import pandas

        frame = pandas.DataFrame(
            {"id": ["a", "b"], "text": ["The mayor was praised.", "Ada botched it.\n\nSubscribe now"], "date": [pandas.Timestamp("2024-05-01"), None], "title": [None, "T"]}
        )
        found = self.model.classify(frame)
        self.assertEqual(list(found["article"]), ["a", "b", "b"])
        self.assertEqual(list(found["flags"])[2], "furniture")
        self.assertTrue(pandas.isna(found["label"][2]))
        articles = self.model.classify(frame, rows="articles")
        self.assertEqual(list(articles["title"]), ["", "T"])
        self.assertTrue(articles["date"][0].startswith("2024-05-01"))
        self.assertIsInstance(self.model.classify(frame, frame=False), list)
        self.assertEqual(len(self.model.classify(["one"], frame=True)), 1)


class Errors(unittest.TestCase):
    def setUp(self):
        self.model = slant.load(MODEL)
        self.addCleanup(self.model.close)

    def test_an_unfit_article_raises_with_its_number(self):
        with self.assertRaises(slant.DataError) as caught:
            self.model.classify([{"text": "a"}, {"text": "b"}, {"id": "c", "paragraphs": 7}])
        self.assertEqual(str(caught.exception), "articles:3: found a number as paragraphs, expected an array")
        self.assertEqual(caught.exception.line, 3)
        self.assertIsInstance(caught.exception, ValueError)

    def test_numbers_count_all_chunks(self):
        articles = [{"text": "word " * 1000}] * 400 + [{"paragraphs": 7}]
        with self.assertRaises(slant.DataError) as caught:
            self.model.classify(articles)
        self.assertEqual(caught.exception.line, 401)
        found = self.model.classify(articles, errors="emit", rows="articles")
        self.assertEqual(found[400]["error"]["line"], 401)

    def test_errors_can_stand_among_the_rows(self):
        found = self.model.classify([{"paragraphs": 7}, "Good day."], errors="emit")
        self.assertEqual(found[0], {"error": {"source": "-", "line": 1, "message": "found a number as paragraphs, expected an array"}})
        self.assertEqual(found[1]["article"], "2")

    def test_models_and_options(self):
        with self.assertRaises(slant.InputError):
            slant.load(os.path.join(ROOT, "no such model"))
        with self.assertRaises(slant.ModelError):
            slant.load(os.path.join(ROOT, "README.md"))
        for options in ({"effort": "most"}, {"rows": "columns"}, {"decide": "x"}, {"errors": "skip"}, {"fields": {"txt": "body"}}, {"min_precision": 2.0}):
            with self.assertRaises(slant.UsageError):
                self.model.classify(["a"], **options)
        for articles in (7, b"bytes", [7]):
            with self.assertRaises(TypeError):
                self.model.classify(articles)

    def test_an_encoder_that_is_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(MODEL, os.path.join(folder, "m.safetensors"))
            with slant.load(os.path.join(folder, "m.safetensors")) as model, self.assertRaises(slant.UsageError):
                model.classify(["a"], effort="best")

    def test_a_closed_model(self):
        self.model.close()
        self.model.close()
        with self.assertRaises(ValueError):
            self.model.classify(["a"])


def setUpModule():
    """Structures are the header's: with others, calls would do anything."""
    structures = {
        "slant_text": _library.Text,
        "slant_error": _library.Error,
        "slant_reader_options": _library.ReaderOptions,
        "slant_classify_options": _library.ClassifyOptions,
        "slant_writer_options": _library.WriterOptions,
    }
    lines = ["#include <stdio.h>", "#include <stddef.h>", '#include "slant/slant.h"', "int main(void) {"]
    expected = [_library.FORMAT_JSONL, _library.ROWS_JSONL]
    lines.append('printf("%d\\n%d\\n", SLANT_FORMAT_JSONL, SLANT_ROWS_JSONL);')
    for name, structure in structures.items():
        fields = [field for field, _ in structure._fields_ if field != "room_"]
        for field in fields:
            lines.append(f'printf("%zu\\n", offsetof({name}, {field}));')
            expected.append(getattr(structure, field).offset)
        # what stands behind the last field is what a later header adds; zeros are its defaults
        lines.append(f'printf("%d\\n", sizeof({name}) <= {ctypes.sizeof(structure)});')
        expected.append(1)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "offsets.c")
        with open(source, "w", encoding="utf-8") as file:
            file.write("\n".join([*lines, "return 0;", "}"]))
        subprocess.run([COMPILER, "-I", os.path.join(ROOT, "include"), source, "-o", source[:-2]], check=True)
        found = subprocess.run([source[:-2]], capture_output=True, text=True, check=True).stdout
    if [int(line) for line in found.split()] != expected:
        raise AssertionError(f"offsets in slant.h: found {found.split()}, expected {expected}")


class Library(unittest.TestCase):
    def test_what_a_model_says(self):
        with slant.load() as model:
            self.assertEqual(model.labels, ["supportive", "critical", "neutral"])
            shown = subprocess.run([PROGRAM, "model", "show", MODEL, "--format", "json"], capture_output=True, check=True).stdout
            self.assertEqual(model.card, json.loads(shown))
            self.assertEqual(model.checksum, json.loads(shown)["checksum"])
        version = subprocess.run([PROGRAM, "--version"], capture_output=True, text=True, check=True).stdout.split()[-1]
        self.assertEqual(slant.version(), version)

    def test_choices_are_the_librarys(self):
        from slant import _model

        library = _library.library()
        self.assertEqual([library.slant_effort_name(i).decode() for i in range(3)], list(_model.EFFORTS))

    def test_a_library_that_is_not_there(self):
        script = "import slant; slant.version()"
        env = dict(os.environ, SLANT_LIBRARY="/no/such/library.so", PYTHONPATH=os.path.join(ROOT, "tools", "python"))
        done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn("ImportError: found no library of slant, expected", done.stderr)


def can_build_wheels():
    if not has("pip") or not has("setuptools"):
        return False
    # since this version setuptools needs no package beside it
    return has("wheel") or int(importlib.metadata.version("setuptools").split(".")[0]) >= 71


@unittest.skipUnless(can_build_wheels(), "there is no pip, setuptools or wheel here")
class Wheel(unittest.TestCase):
    def test_a_wheel_holds_library_and_model_and_works(self):
        with tempfile.TemporaryDirectory() as folder:
            tree = os.path.join(folder, "tree")
            # a copy, so that nothing is built into the sources
            for name in ("include", "models", "CMakeLists.txt"):
                os.makedirs(tree, exist_ok=True)
                os.symlink(os.path.join(ROOT, name), os.path.join(tree, name))
            os.makedirs(os.path.join(tree, "tools"))
            leftovers = shutil.ignore_patterns("build", "*.egg-info", "__pycache__")
            shutil.copytree(os.path.join(ROOT, "tools", "python"), os.path.join(tree, "tools", "python"), ignore=leftovers)
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
            subprocess.run([*pip, "wheel", "--no-build-isolation", "--no-deps", "-w", folder, os.path.join(tree, "tools", "python")], check=True)
            (wheel,) = (name for name in os.listdir(folder) if name.endswith(".whl"))
            self.assertRegex(wheel, r"^slant-[0-9.]+-py3-none-linux_")
            place = os.path.join(folder, "installed")
            with zipfile.ZipFile(os.path.join(folder, wheel)) as archive:
                self.assertIn("slant/py.typed", archive.namelist())
                archive.extractall(place)
            env = {name: value for name, value in os.environ.items() if not name.startswith("SLANT_")}
            env["PYTHONPATH"] = place
            script = "import slant; m = slant.load(); print(m.path); print(m.classify(['The mayor was praised.'])[0]['label'])"
            done = subprocess.run([sys.executable, "-c", script], env=env, cwd=folder, capture_output=True, text=True, check=False)
            self.assertEqual(done.stderr, "")
            self.assertEqual(done.stdout.split(), [os.path.join(place, "slant", "share", "news-en.safetensors"), "supportive"])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1] + sys.argv[5:], verbosity=2)
