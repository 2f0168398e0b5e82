#!/usr/bin/python3
"""Learns the furniture detector's weights.

In: datasets/furniture (build.tsv, body.tsv), the corpora, and the program furniture_features, so that words and shapes are those
of the library. Out: datasets/furniture/weights.tsv. The same input gives the same bytes with one scikit-learn.
Usage: train.py CORPORA FURNITURE_FEATURES [--datasets FOLDER] [--out FILE]
Needs python3-sklearn and python3-lxml.
"""
import argparse
import collections
import os
import subprocess
import sys

import numpy
import scipy.sparse
from sklearn.linear_model import LogisticRegression

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corpus import all_blocks, words_in  # noqa: E402

N_FEATURES = 16000
MOST_FLAGGED = 0.006  # of the paragraphs in which no pattern was found; by reading, half of these is furniture


def escaped(text):
    return text.replace("\\", "\\\\").replace("\r", " ").replace("\n", "\\n").replace("\x1f", " ").replace("\0", " ")


def features_of(blocks, program):
    lines = "\n".join(escaped(b.text) for b in blocks) + "\n"
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    rows = out.split("\n")[:-1]
    assert len(rows) == len(blocks), (len(rows), len(blocks))
    result = []
    for row in rows:
        scale, names = row.split("\t")
        names = [n for n in names.split("\x1f") if n and n.count(" ") <= 1]
        result.append((float(scale), collections.Counter(names)))
    return result


def example(b):
    """(class, weight) of a block in training; None: leave it out."""
    n_words = words_in(b.text)
    if b.source == "own+":
        return 1, 4.0
    if b.source == "own-":
        return 0, 3.0
    if b.source == "without":
        return 1, 0.6 if b.matched else 0.15
    if b.source == "outside":
        if b.matched:
            return 1, 0.25
        rare = 0.03 if b.language == "en" else 0.01
        return (1, 0.4 if b.spread > 2 else 0.1 if b.spread > 1 else rare) if n_words <= 12 else None
    if b.source == "repeated":
        return (1, 0.5) if b.matched else None
    if b.matched:
        return (1, 0.4) if b.source in ("body", "inside") and n_words <= 60 else None
    if b.source == "body" and n_words >= 20:
        return 0, 2.5  # drawn more thinly than short ones
    if b.language != "en" and b.source in ("inside", "with", "piece", "cut heading", "wrapped"):
        return 0, 4.0  # there is little German body text
    return 0, 2.0 if b.source == "heading" else 1.0


def matrix(rows, vocabulary):
    data, columns, ends = [], [], [0]
    for scale, counts in rows:
        for name in sorted(counts):
            column = vocabulary.get(name)
            if column is not None:
                columns.append(column)
                data.append(counts[name] if name[0] == "@" else counts[name] * scale)
        ends.append(len(columns))
    return scipy.sparse.csr_matrix((numpy.array(data, float), columns, ends), shape=(len(rows), len(vocabulary)))


def vocabulary_of(rows, least):
    n = collections.Counter()
    for _, counts in rows:
        n.update(counts.keys())
    return {name: i for i, name in enumerate(sorted(k for k, v in n.items() if v >= least))}


def fit(x, y, weights, c):
    machine = LogisticRegression(C=c, solver="liblinear", max_iter=200)
    return machine.fit(x, y, sample_weight=weights)


def learn(blocks, rows, half, dropped, n_features=None):
    chosen, y, weights = [], [], []
    for i, b in enumerate(blocks):
        if (b.half if b.source not in ("own+", "own-") else (half if b.half == 0 else -1)) != half or i in dropped:
            continue
        label = example(b)
        if label is not None:
            chosen.append(i)
            y.append(label[0])
            weights.append(label[1])
    y, weights, ours = numpy.array(y), numpy.array(weights), [rows[i] for i in chosen]
    vocabulary = vocabulary_of(ours, 2)
    x = matrix(ours, vocabulary)
    machine = fit(x, y, weights, 2.0)
    if n_features:
        # weight times how often, the frequent not counting for ever: what the feature does to the sums
        n = numpy.asarray((x > 0).sum(0)).ravel()
        value = numpy.abs(machine.coef_[0]) * numpy.sqrt(numpy.minimum(n, 300))
        keep = sorted(numpy.argsort(-value, kind="stable")[:n_features])
        names = list(vocabulary)
        vocabulary = {names[k]: i for i, k in enumerate(keep)}
        machine = fit(x[:, keep], y, weights, 4.0)
    return vocabulary, machine


def scores(rows, vocabulary, machine):
    return machine.decision_function(matrix(rows, vocabulary))


def suspicious(blocks, rows):
    """Negatives that a model of the other half takes for furniture: they mostly are, so they teach the wrong thing."""
    dropped, other = set(), {}
    for half in (0, 1):
        model = learn(blocks, rows, half, set())
        theirs = [i for i, b in enumerate(blocks) if b.half != half and b.source in ("body", "inside", "with", "wrapped")]
        for i, s in zip(theirs, scores([rows[i] for i in theirs], *model)):
            other[i] = s
            if not blocks[i].matched and s > -0.7 and words_in(blocks[i].text) >= 4:
                dropped.add(i)
    return dropped, other


def threshold(blocks, other, half):
    """The score above which MOST_FLAGGED of the half's body paragraphs lie."""
    body = [(s, 1 / blocks[i].rate) for i, s in other.items()
            if blocks[i].source == "body" and blocks[i].half == half and not blocks[i].matched]
    body.sort(reverse=True)
    total, sum_ = sum(w for _, w in body), 0.0
    for score, weight in body:
        sum_ += weight
        if sum_ > MOST_FLAGGED * total:
            return score
    raise SystemExit("train.py: no body paragraphs")


def write(path, vocabulary, machine, bias):
    lines = [f"@bias\t{bias:.3f}"]
    for name, i in vocabulary.items():
        weight = f"{machine.coef_[0][i]:.3f}"
        if weight.lstrip("-") != "0.000" and "\t" not in name:
            lines.append(f"{name}\t{weight}")
    with open(path, "wb") as file:
        file.write(b"".join(line + b"\n" for line in sorted(l.encode() for l in lines)))
    return len(lines)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora")
    parser.add_argument("features", help="the program furniture_features of the build")
    parser.add_argument("--datasets", default=os.path.join(here, "../../datasets/furniture"))
    parser.add_argument("--out")
    arguments = parser.parse_args()
    blocks = all_blocks(arguments.datasets, arguments.corpora)
    print(sorted(collections.Counter((b.source, b.half, b.matched) for b in blocks).items()), file=sys.stderr)
    rows = features_of(blocks, arguments.features)
    dropped, other = suspicious(blocks, rows)
    vocabulary, machine = learn(blocks, rows, 0, dropped, N_FEATURES)
    # the bias is set on body paragraphs of the build half, scored by the model of the other half
    reference = threshold(blocks, other, 0)
    out = arguments.out or os.path.join(arguments.datasets, "weights.tsv")
    n = write(out, vocabulary, machine, machine.intercept_[0] - reference)
    print(f"{len(dropped)} left out, threshold {reference:.3f}, {n} features", file=sys.stderr)


if __name__ == "__main__":
    main()
