"""Sources of a model card: the card in the model file, the report of its training, and the rows that were predicted out of fold.

In: the files. Out: their contents, found to be of one training.
"""

import collections
import json
import re
import struct

import figures
from data import check_folds
from failure import Failure
from rows import DECISIONS, read_predictions

# card: the model's entries; report: of `slant train --format json`; elsewhere: of `slant evaluate --format json`, None without one
Sources = collections.namedtuple("Sources", "card report predictions elsewhere")

LONGEST_HEADER = 100_000_000


def read_card(path):
    """The entries of a model file, which are the metadata of a safetensors file."""
    with open(path, "rb") as file:
        start = file.read(8)
        length = struct.unpack("<Q", start)[0] if len(start) == 8 else 0
        if not 0 < length <= LONGEST_HEADER:
            raise Failure(f"{path}: not a slant model")
        try:
            card = json.loads(file.read(length))["__metadata__"]
        except (ValueError, KeyError, TypeError) as error:
            raise Failure(f"{path}: not a slant model") from error
    if not isinstance(card, dict) or "labels" not in card:
        raise Failure(f"{path}: not a slant model")
    return card


def read_json(path, key):
    """The object in a file, which must have `key`."""
    with open(path, encoding="utf-8") as file:
        try:
            found = json.load(file)
        except ValueError as error:
            raise Failure(f"{path}: not JSON: {error}") from error
    if not isinstance(found, dict) or key not in found:
        raise Failure(f"{path}: no {key} in it")
    return found


def macro_f1(predictions, decision):
    """Macro-F1 of all rows, decided that way."""
    groups = figures.pack([("", row.truth, [row.decided[DECISIONS.index(decision)]]) for row in predictions.rows], len(predictions.labels))
    return figures.macro_f1(figures.unpack(sum(groups.values()), len(predictions.labels), 1)[0])


def check(sources):
    """All files have to be of one training, and only that gives the same figures."""
    card, report, predictions, elsewhere = sources
    if card["labels"].split(",") != predictions.labels:
        raise Failure("the model and the out-of-fold rows have different labels")
    if not int(card.get("data.paragraphs", 0)) == round(report["paragraphs"]) == len(predictions.rows):
        raise Failure("the model, the report and the out-of-fold rows have different numbers of paragraphs")
    for kind, key in (("quality", "macro_f1"), ("target", "target_macro_f1")):
        if abs(float(card.get(f"{kind}.macro_f1", 0)) - report.get(key, 0)) > 0.00006:
            raise Failure("the model and the report have different figures: they are not of one training")
    if abs(macro_f1(predictions, "thresholds") - report["macro_f1"]) > 0.000002:
        raise Failure("the out-of-fold rows do not give the report's macro-F1: they are of another training, or their rows have weights")
    if elsewhere and list(elsewhere["labels"]) != predictions.labels:
        raise Failure("the evaluation has other labels than the model")
    check_folds(predictions.rows, lambda row: row.article, "the out-of-fold rows")


def read(model, report, out_of_fold, elsewhere):
    found = Sources(
        read_card(model),
        read_json(report, "argmax_macro_f1"),
        read_predictions(out_of_fold),
        read_json(elsewhere, "confusion") if elsewhere else None,
    )
    check(found)
    return found


def first_match(path, pattern):
    """What the pattern's groups hold at its first place in a text of the project, so that no page says it a second time."""
    with open(path, encoding="utf-8") as file:
        found = re.search(pattern, file.read(), re.M)
    if found is None:
        raise Failure(f"{path}: nothing there that matches {pattern}")
    return [" ".join(group.split()) for group in found.groups()]
