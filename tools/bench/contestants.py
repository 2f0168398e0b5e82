"""The contestants: what each needs, how it is made ready, and the command that labels a slice.

To add one, write a class and name it in CONTESTANTS. `part` is the share of the slice that it gets: slow ones get less, and their figures
are per megabyte all the same.
"""

import contextlib
import csv
import os
import shutil
import subprocess

import measure
from corpus import stamp
from labels import read_labelled

PROGRAMS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "programs")
DEBIAN_PYTHON = "/usr/bin/python3"


class Contestant:
    name = note = ""
    part = 1  # the slice is divided by it
    n_header_lines = 0  # before the first row on standard output
    has_rows = True  # on standard output

    def __init__(self, place):
        self.place = place  # see Place in run

    def missing(self):
        """What is not installed; None where all is there."""
        return None

    def prepare(self):
        """Makes what all slices need, unless it was made before."""

    def command(self, chosen):
        raise NotImplementedError

    def _made(self, name, make, *sources):
        """A file in the work folder, named after its sources; `make` is called with its path where it is not there."""
        path = os.path.join(self.place.work, f"{stamp(*sources)}-{name}")
        if not os.path.exists(path):
            unfinished = path + ".new"
            make(unfinished)
            os.rename(unfinished, path)
        return path


def need_program(name):
    return None if shutil.which(name) else name


def need_module(python, module):
    if not os.path.exists(python):
        return python
    return None if subprocess.run([python, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0 else module


class Slant(Contestant):
    name, note, n_header_lines = "slant", "the whole way from JSON lines to CSV", 1

    def command(self, chosen, n_threads=1, effort="fast"):
        return [self.place.slant, "classify", "--quiet", "--format", "csv", "--effort", effort, "-j", str(n_threads), *self.inputs(chosen)]

    def inputs(self, chosen):
        return [chosen.articles]


class FastText(Contestant):
    name, note = "fasttext", "predict, word pairs on, 100 dimensions, on ready-cut paragraphs"

    def missing(self):
        return need_program("fasttext")

    def _train(self, path):
        rows = read_labelled(self.place.labelled)
        with open(path + ".txt", "w", encoding="utf-8") as file:
            file.writelines(f"__label__{row['label']} {' '.join(row['text'].split())}\n" for row in rows)
        buckets = "2000000" if len(rows) > 1000 else "10000"  # its default where there is much to learn
        options = ["-wordNgrams", "2", "-bucket", buckets, "-thread", "1"]
        measure.run(["fasttext", "supervised", "-input", path + ".txt", "-output", path, *options])
        for rest in (".txt", ".vec"):
            with contextlib.suppress(FileNotFoundError):
                os.remove(path + rest)
        os.rename(path + ".bin", path)

    def prepare(self):
        self.model = self._made("fasttext.bin", self._train, self.place.labelled)

    def command(self, chosen):
        return ["fasttext", "predict", self.model, chosen.paragraphs]


class ScikitLearn(Contestant):
    name, note = "scikit-learn", "TF-IDF of words and pairs, LinearSVC, JSON lines read, batches of 20,000"

    def missing(self):
        return need_module(DEBIAN_PYTHON, "sklearn")

    def _fit(self, path):
        measure.run([DEBIAN_PYTHON, os.path.join(PROGRAMS, "sklearn_fit.py"), self.place.labelled, path])

    def prepare(self):
        self.model = self._made("sklearn.pickle", self._fit, self.place.labelled, os.path.join(PROGRAMS, "sklearn_fit.py"))

    def command(self, chosen):
        return [DEBIAN_PYTHON, os.path.join(PROGRAMS, "sklearn_predict.py"), self.model, chosen.articles]


class Vader(Contestant):
    name, note, part = "vader", "a rule-based lexicon, on ready-cut paragraphs", 40

    @property
    def python(self):
        return os.path.join(self.place.work, "python", "bin", "python")

    def missing(self):
        return need_module(self.python, "vaderSentiment.vaderSentiment")

    def command(self, chosen):
        return [self.python, os.path.join(PROGRAMS, "vader.py"), chosen.paragraphs]


class Exported(Contestant):
    """What the programs of libsvm and liblinear read: slant's weights and features, made beforehand."""

    has_rows, part, files = False, 10, ()

    def export(self, chosen):
        """The folder with the features of a slice."""

        def make(path):
            measure.run([self.place.slant, "model", "export", "--quiet", "-j", "1", "-o", path, "--features", chosen.articles])

        return self._made("export", make, self.place.slant, chosen.articles)


class LibLinear(Exported):
    name, note = "liblinear", "liblinear-predict, stage 1 alone, on ready-made features"

    def missing(self):
        return need_program("liblinear-predict")

    def command(self, chosen):
        folder = self.export(chosen)
        return ["liblinear-predict", f"{folder}/stage1.svmlight", f"{folder}/stage1.liblinear", "/dev/null"]


class LibSvm(Exported):
    name, note = "libsvm", "svm-predict, stage 2 alone, a machine a label, on ready-made features"

    def missing(self):
        return need_program("svm-predict")

    def command(self, chosen):
        folder = self.export(chosen)
        machines = sorted(name for name in os.listdir(folder) if name.startswith("stage2-"))
        script = 'folder=$1; shift; for machine; do svm-predict "$folder/stage2.svmlight" "$folder/$machine" /dev/null || exit 1; done'
        return ["sh", "-c", script, "sh", folder, *machines]


class Limit(Contestant):
    name, note = "limit", "the bare loop of limit.c, on ready-cut paragraphs"

    def missing(self):
        return need_program("cc")

    def _compile(self, path):
        measure.run(["cc", "-std=gnu11", "-O3", "-o", path, self.source])

    def _table(self, path):
        """A line for each term of the model, with three of its weights."""
        folder = path + ".export"
        measure.run([self.place.slant, "model", "export", "--quiet", "--force", "-o", folder])
        with open(f"{folder}/terms.csv", encoding="utf-8", newline="") as terms, open(f"{folder}/stage1.liblinear", encoding="utf-8") as model, \
                open(path, "w", encoding="utf-8") as table:  # fmt: skip
            for line in model:
                if line.strip() == "w":
                    break
            for row, line in zip(csv.DictReader(terms), model):
                weights = (line.split() + ["0", "0"])[:3]
                table.write("\t".join([row["term"], *weights]) + "\n")
        shutil.rmtree(folder)

    def prepare(self):
        self.source = os.path.join(os.path.dirname(PROGRAMS), "limit.c")
        self.program = self._made("limit", self._compile, self.source)
        self.table = self._made("terms.tsv", self._table, self.place.slant)

    def command(self, chosen):
        return [self.program, self.table, chosen.paragraphs]


CONTESTANTS = [Slant, FastText, ScikitLearn, Vader, LibLinear, LibSvm, Limit]
