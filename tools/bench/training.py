"""The table of training: slant's whole search for C against scikit-learn's, over the same rows and folds, in turns."""

import os

import measure
from contestants import DEBIAN_PYTHON, PROGRAMS, need_module
from tables import MEGA, show

COSTS = ["0.03125", "0.0625", "0.125", "0.25", "0.5", "1"]


def _labelled(bench):
    """The first rows of the labelled data, as a file of their own."""
    source = bench.place.labelled
    path = os.path.join(bench.place.work, "training" + os.path.splitext(source)[1])
    with open(source, encoding="utf-8") as file, open(path, "w", encoding="utf-8") as part:
        for at, line in enumerate(file):
            if source.endswith(".jsonl") and at == bench.training_rows:
                break
            part.write(line)
    return path


class Search:
    """A program that searches, its rounds, and the macro-F1 that it reached."""

    def __init__(self, name, note, command, n_cores=1):
        self.name, self.note, self.command, self.n_cores = name, note, command, n_cores
        self.costs, self.f1 = [], ""

    def run(self, output):
        with open(output, "wb") as file:
            self.costs.append(measure.run(self.command, self.n_cores, file))
        with open(output, encoding="utf-8") as file:
            text = file.read()
        if self.name.startswith("slant"):
            self.f1 = next(line.split()[1] for line in text.splitlines() if line.split()[:1] == ["macro-F1"])
        else:
            self.f1 = text.split()[0]


def _searches(bench, labelled, folds):
    work = bench.place.work
    costs = [argument for cost in COSTS for argument in ("-C", cost)]
    out = ["--out-of-fold", folds, "-o", os.path.join(work, "trained.safetensors")]
    train = [bench.place.slant, "train", labelled, "--quiet", "--folds", "5", *costs, *out]
    searches = [Search("slant train", "words, pairs, characters; both stages, calibration, the search's report", [*train, "-j", "1"])]
    if len(measure.cores()) > 1:
        searches.append(Search("slant train, two cores", "the same", [*train, "-j", "2"], 2))
    if need_module(DEBIAN_PYTHON, "sklearn") is not None:
        bench.tell("scikit-learn is not installed: its searches are left out")
        return searches
    for terms, note in (("words", "words and pairs"), ("characters", "words, pairs, character 3-5-grams inside words")):
        command = [DEBIAN_PYTHON, os.path.join(PROGRAMS, "grid_search.py"), terms, labelled, folds, *COSTS]
        searches.append(Search(f"scikit-learn, {terms}", f"GridSearchCV, LinearSVC; {note}", command))
    return searches


def _row(search, reference):
    ratios = [theirs.cpu / ours.cpu for theirs, ours in zip(search.costs, reference.costs)]
    cpu, wall = ([getattr(cost, kind) for cost in search.costs] for kind in ("cpu", "wall"))
    return [search.name, measure.spread(cpu, "{:.1f}"), measure.spread(wall, "{:.1f}"),
            "" if search is reference or search.n_cores > 1 else measure.spread(ratios, "{:.2f}"),
            f"{max(cost.memory for cost in search.costs) / MEGA:.0f}", search.f1]  # fmt: skip


def training(bench):
    labelled, folds = _labelled(bench), os.path.join(bench.place.work, "folds.csv")
    searches = _searches(bench, labelled, folds)
    for at in range(bench.training_rounds):
        for search in searches:
            bench.tell(f"training, round {at + 1} of {bench.training_rounds}: {search.name}")
            search.run(os.path.join(bench.place.work, "training.out"))
    with open(labelled, encoding="utf-8") as file:
        n_lines = sum(1 for _ in file)
    header = ["", "processor time, s", "wall time, s", "slant takes so many times less", "peak memory, MB", "macro-F1"]
    notes = [f"{search.name}: {search.note}" for search in searches]
    title = f"Training: {n_lines:,} lines, 5 folds by article, {len(COSTS)} values of C"
    show(title, header, [_row(search, searches[0]) for search in searches], notes)
