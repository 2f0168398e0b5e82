#!/usr/bin/python3
"""Measures the furniture detector of a build on what it was not built from.

In: datasets/furniture, the corpora, and the program furniture_features. Out: figures on standard output; with --flagged FILE,
the body paragraphs that were flagged, for reading (corpus text: never to be committed).
Usage: measure.py CORPORA FURNITURE_FEATURES [--datasets FOLDER] [--flagged FILE]
"""
import argparse
import collections
import os
import subprocess
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from corpus import all_blocks, articles, read_tsv, words_in  # noqa: E402
from train import escaped  # noqa: E402


def scores_of(texts, program):
    lines = "\n".join(escaped(t) for t in texts) + "\n"
    out = subprocess.run([program, "score"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout.decode()
    return [float(s) for s in out.split()]


def report(name, blocks, score):
    total = sum(1 / b.rate for b in blocks)
    flagged = sum(1 / b.rate for b in blocks if score[b] > 0)
    print(f"{name}: {flagged / total:.4f} flagged of {len(blocks)} read ({total:.0f} stood for)")


def size(text):
    n = words_in(text)
    return next(name for most, name in [(3, "1-3"), (8, "4-8"), (19, "9-19"), (59, "20-59"), (10**9, "60+")] if n <= most)


def report_reference(datasets, corpora, program, out):
    path = os.path.join(datasets, "body-1000.tsv")
    if not os.path.exists(path):
        print("body-1000.tsv: not there, left out")
        return
    wanted = collections.defaultdict(list)
    for name, number, label in read_tsv(path):
        wanted[name].append((int(number), label))
    texts, labels = [], []
    for name, _, paragraphs in articles(corpora):
        for number, label in wanted.get(name, []):
            texts.append(paragraphs[number - 1])
            labels.append(label)
    score = scores_of(texts, program)
    for label, title in (("0", "body"), ("1", "furniture")):
        ours = [s for s, l in zip(score, labels) if l == label]
        print(f"body-1000.tsv, {title}: {sum(s > 0 for s in ours)} flagged of {len(ours)}")
    for s, l, t in zip(score, labels, texts):
        if (s > 0) != (l == "1"):
            print(f"reference\t{l}\t{s:.2f}\t{t}", file=out)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora")
    parser.add_argument("features", help="the program furniture_features of the build")
    parser.add_argument("--datasets", default=os.path.join(here, "../../datasets/furniture"))
    parser.add_argument("--flagged", default=os.devnull)
    arguments = parser.parse_args()
    blocks = [b for b in set(all_blocks(arguments.datasets, arguments.corpora)) if b.half == 1]
    score = dict(zip(blocks, scores_of([b.text for b in blocks], arguments.features)))
    chosen = collections.defaultdict(list)
    for b in blocks:
        chosen[b.source].append(b)
        if b.source in ("without", "with", "inside", "heading", "cut heading"):
            chosen[f"{b.source}, {b.language or 'unknown language'}"].append(b)
        if b.source == "without" and b.matched:
            chosen[f"without, {b.language or 'unknown language'}, a pattern found"].append(b)
        if b.source == "body" and not b.matched:
            chosen["body without a pattern"].append(b)
            chosen[f"body without a pattern, {size(b.text)} words"].append(b)
    for name in sorted(chosen):
        report(name, chosen[name], score)
    with open(arguments.flagged, "w", encoding="utf-8") as out:
        report_reference(arguments.datasets, arguments.corpora, arguments.features, out)
        for b in sorted(chosen["body without a pattern"], key=lambda b: (-score[b], b.text)):
            if score[b] > 0:
                print(f"body\t{1 / b.rate:.0f}\t{score[b]:.2f}\t{b.text}", file=out)


if __name__ == "__main__":
    main()
