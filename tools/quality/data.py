"""The labelled data: what slant trains on, which parts are scored apart, and which rows are resampled together."""

import collections
import json
import os

from failure import Failure
from rows import EFFORTS

ORIGINS = {"abp:": "news", "persent:": "persent"}

# decisions: those that are printed, the leading one first; parts: the names of a row's parts; group_of: what a row is resampled with
Data = collections.namedtuple("Data", "name decisions parts group_of group_name")

SENTENCES = "newsmtsc-train.jsonl"


def articles(name):
    """Paragraphs of articles, which depend on each other. An article's id begins with its origin."""

    def parts(row):
        own = [part for prefix, part in ORIGINS.items() if row.article.startswith(prefix)]
        return ["all", *own]

    return Data(name, ["thresholds", "text margins", "margins", "probabilities", *EFFORTS], parts, lambda row: row.article, "articles")


def read_sentences(corpora):
    path = os.path.join(corpora, SENTENCES)
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def sentences(corpora, target):
    """Sentences with a target; a sentence with several targets stands in several rows. They have no context: the text SVM alone decides or,
    where rows keep their `target`, the target SVM."""
    text_of = {record["id"]: record["text"] for record in read_sentences(corpora)}

    def group_of(row):
        if row.article not in text_of:
            raise Failure(f"{row.article}: no such row in {SENTENCES}")
        return text_of[row.article]

    return Data("newsmtsc", ["target", "text margins"] if target else ["text margins"], lambda row: ["all"], group_of, "sentences")


def data_of(configuration, corpora):
    if configuration.data == "newsmtsc":
        return sentences(corpora, configuration.target)
    return articles(configuration.data)


def write_sentences(corpora, path, target):
    """The sentences as articles of their own, with or without their targets."""
    with open(path, "w", encoding="utf-8") as out:
        for record in read_sentences(corpora):
            row = {"article": record["id"], "text": record["text"], "label": record["label"]}
            if target:
                row["target"] = record["target"]
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def training_file(configuration, corpora, folder):
    """The path of what slant trains on; what has to be made is made in `folder`."""
    if configuration.data == "framing":
        return os.path.join(corpora, "framing.jsonl")
    path = os.path.join(folder, "sentences.jsonl")
    write_sentences(corpora, path, configuration.target)
    return path


def check_folds(rows, group_of, source):
    """No group may stand in two folds, else the figures flatter."""
    fold_of = {}
    for row in rows:
        if fold_of.setdefault(group_of(row), row.fold) != row.fold:
            raise Failure(f"{source}: {row.article} stands in fold {row.fold}, and what belongs together with it in another")


def split(data, rows):
    """Rows by part, the parts first and the whole last."""
    parts = collections.defaultdict(list)
    for row in rows:
        for part in data.parts(row):
            parts[part].append(row)
    return {name: parts[name] for name in [*ORIGINS.values(), "all"] if name in parts}
