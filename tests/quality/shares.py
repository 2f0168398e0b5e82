"""How far estimates of shares are off, and how often their 95 % intervals hold the truth, on labelled articles.

In: what `slant train --out-of-fold` writes of framing.jsonl; trained here unless a file is named. Groups are drawn from one fold, and
estimated with the confusions of the other folds. The truth is the mix of labels that the group's paragraphs carry.
  articles          each article by itself
  whole articles    articles drawn until there are 200 paragraphs, each with a chance of exp(c * its share of a label)
  paragraphs        paragraphs drawn one by one to a given mix
  groups            see groups.py
Usage: shares.py SHARES GROUPS SLANT SOURCE CORPORA [--out-of-fold FILE] [--write]
SHARES and GROUPS are the programs of shares.c and groups.c; --write puts the tables into tests/quality/shares.md. Exit 1 where bounds are missed, 77 where there
are no corpora.
"""

import argparse
import collections
import csv
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile

import groups as of_articles

ESTIMATES = ["counted", "mean probability", "adjusted counts", "corrected"]
OPTIONS = ["--lexicon", "datasets/lexicon/framing-words.tsv", "-C", "0.25"]
SEED, GROUPS, SIZE = 1, 200, 200
TILTS = [0, 3, 6]
MIXES = [(0.18, 0.32, 0.50), (0.6, 0.2, 0.2), (0.2, 0.6, 0.2), (0.1, 0.1, 0.8), (0.34, 0.33, 0.33), (0.02, 0.9, 0.08)]
# bounds: error of the corrected shares, as a part of that of counting, on average over the cases of a kind; coverage of their intervals
KINDS = {"article": 0.92, "whole articles": 0.75, "paragraphs": 0.7}
COVERAGE, LEAST_COVERAGE = 0.93, 0.88  # over all cases; of each one

# label and given: places in the labels
Row = collections.namedtuple("Row", "article fold label given probabilities")
# of paragraphs, all from `fold`
Group = collections.namedtuple("Group", "fold rows")
# of the groups of one case, for one estimate
Figures = collections.namedtuple("Figures", "error coverage width")


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        lines = csv.DictReader(file)
        header = lines.fieldnames
        labels = header[header.index("given") + 1 : next(i for i, name in enumerate(header) if name.startswith("text_margin_"))]
        place = {label: k for k, label in enumerate(labels)}
        return labels, [
            Row(line["article"], int(line["fold"]), place[line["label"]], place[line["given"]], [float(line[label]) for label in labels])
            for line in lines
        ]


def mix_of(rows, n_labels):
    return [sum(row.label == k for row in rows) / len(rows) for k in range(n_labels)]


def confusion_without(rows, fold, n_labels):
    counts = [[0] * n_labels for _ in range(n_labels)]
    for row in rows:
        if row.fold != fold:
            counts[row.label][row.given] += 1
    return counts


class Simulation:
    def __init__(self, labels, rows, shares):
        self.labels, self.rows, self.shares = labels, rows, shares
        self.random = random.Random(SEED)
        self.articles, self.by_fold, self.paragraphs = {}, collections.defaultdict(list), collections.defaultdict(list)
        for row in rows:
            self.articles.setdefault(row.article, []).append(row)
            self.paragraphs[row.fold, row.label].append(row)
        for article in self.articles.values():
            self.by_fold[article[0].fold].append(article)
        self.folds = sorted(self.by_fold)

    def single(self):
        groups = [Group(article[0].fold, article) for article in self.articles.values()]
        yield "article", "each", groups
        for low, high in ((1, 7), (8, 14), (15, 1000)):
            name = f"of {low} to {high} paragraphs" if high < 1000 else f"of {low} paragraphs or more"
            yield "article", name, [group for group in groups if low <= len(group.rows) <= high]
        for k, label in enumerate(self.labels):
            yield "article", f"more than half {label}", [g for g in groups if mix_of(g.rows, len(self.labels))[k] > 0.5]

    def whole(self):
        for k, label in enumerate(self.labels):
            for tilt in TILTS if k == 0 else TILTS[1:]:
                groups = []
                for number in range(GROUPS):
                    articles = self.by_fold[self.folds[number % len(self.folds)]]
                    chances = [math.exp(tilt * mix_of(article, len(self.labels))[k]) for article in articles]
                    rows = []
                    while len(rows) < SIZE:
                        rows += self.random.choices(articles, chances)[0]
                    groups.append(Group(rows[0].fold, rows))
                yield "whole articles", f"c = {tilt}, {label}" if tilt else "c = 0", groups

    def drawn(self):
        for mix in MIXES:
            groups = []
            for number in range(GROUPS):
                fold = self.folds[number % len(self.folds)]
                drawn = self.random.choices(range(len(self.labels)), mix, k=SIZE)
                groups.append(Group(fold, [self.random.choice(self.paragraphs[fold, k]) for k in drawn]))
            yield "paragraphs", " ".join(f"{share:.2f}" for share in mix), groups

    def confusions(self):
        return {fold: confusion_without(self.rows, fold, len(self.labels)) for fold in self.folds}

    def estimate(self, groups):
        """For each group, for each estimate, for each label: share, low, high."""
        lines, n = [], len(self.labels)
        confusions = self.confusions()
        for group in groups:
            lines.append(f"confusion {n} " + " ".join(str(count) for row in confusions[group.fold] for count in row))
            lines.append(f"group {len(group.rows)}")
            lines += [f"{row.given} " + " ".join(f"{p:.4f}" for p in row.probabilities) for row in group.rows]
        out = subprocess.run([self.shares], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
        for line in out.splitlines():
            values = [float(value) for value in line.split()]
            triples = [values[i : i + 3] for i in range(0, len(values), 3)]
            yield [triples[i : i + n] for i in range(0, len(triples), n)]

    def measure(self, groups):
        """Figures of each estimate: means over groups and labels."""
        found = [[] for _ in ESTIMATES]
        for group, estimates in zip(groups, self.estimate(groups), strict=True):
            truth = mix_of(group.rows, len(self.labels))
            for figures, estimate in zip(found, estimates, strict=True):
                # a whole number of paragraphs is held where six decimals hold it
                figures += [(abs(share - true), low - 1e-6 <= true <= high + 1e-6, high - low) for (share, low, high), true in zip(estimate, truth, strict=True)]
        return [Figures(*(statistics.fmean(column) for column in zip(*figures, strict=True))) for figures in found]

    def table(self):
        for cases in (self.single, self.whole, self.drawn):
            for kind, name, groups in cases():
                yield kind, name, len(groups), self.measure(groups)


def page_of(table):
    yield "# Shares: how far off, and how often their intervals hold the truth"
    yield ""
    yield "    python3 tests/quality/shares.py build/tests/shares build/tests/groups build/slant . ../shared/corpora --write"
    yield ""
    yield "wrote this page, from cross-validation of `slant train framing.jsonl " + " ".join(OPTIONS) + "`; the confusions are those of the other folds."
    yield "How groups are drawn is said in `shares.py`: c is how strongly whole articles are picked by their share of a label, and paragraphs drawn one by"
    yield "one have the mix named. Error: mean absolute difference to the share that the same paragraphs carry, over labels and groups. Coverage: how many"
    yield "of those shares lie in the 95 % interval; width: its mean length, for the corrected shares."
    yield ""
    columns = [f"{what}: {estimate}" for what in ("error", "coverage") for estimate in ESTIMATES]
    yield "| groups are | | groups | " + " | ".join(columns) + " | width |"
    yield "|---|---|" + "---:|" * (len(columns) + 2)
    for kind, name, n, figures in table:
        values = [f"{getattr(figure, what):.3f}" for what in ("error", "coverage") for figure in figures]
        yield f"| {kind} | {name} | {n:,} | " + " | ".join(values) + f" | {figures[-1].width:.3f} |"


def show(table):
    print(f"{'':48}{'mean absolute error':^40}   {'coverage':^32}")
    print(f"{'':48}" + "".join(f"{name.split()[0]:>10}" for name in ESTIMATES) + "   " + "".join(f"{name.split()[0]:>9}" for name in ESTIMATES))
    for kind, name, n, figures in table:
        print(f"{kind + ' ' + name:40}{n:8}" + "".join(f"{f.error:10.3f}" for f in figures) + "   " + "".join(f"{f.coverage:9.3f}" for f in figures))


def misses(table):
    """What is out of bounds, in words."""
    for kind, bound in KINDS.items():
        cases = [figures for found, _, _, figures in table if found == kind]
        part = sum(f[-1].error for f in cases) / sum(f[0].error for f in cases)
        print(f"{kind}: the corrected shares' error is {part:.3f} of that of counting, at most {bound}")
        if part > bound:
            yield f"{kind}: error"
    covered = statistics.fmean(figures[-1].coverage for *_, figures in table)
    least = min(figures[-1].coverage for *_, figures in table)
    print(f"their intervals hold {covered:.3f} of the shares, at least {COVERAGE}; in the worst case {least:.3f}, at least {LEAST_COVERAGE}")
    if covered < COVERAGE or least < LEAST_COVERAGE:
        yield "coverage"


def train(slant, source, corpora, folder):
    path = f"{folder}/rows.csv"
    options = [f"{source}/{option}" if option.startswith("datasets/") else option for option in OPTIONS]
    subprocess.run([slant, "train", f"{corpora}/framing.jsonl", *options, "-o", f"{folder}/model", "--out-of-fold", path, "--quiet"],
                   check=True, stdout=subprocess.DEVNULL)
    return read_rows(path)


def read_fields(corpora):
    """Of each article that says them: source, topic and year."""
    said = {}
    with open(f"{corpora}/framing.jsonl", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row["origin"] == "news":
                said[row["article"]] = (row.get("source"), row.get("topic"), (row.get("date") or "")[:4])
    return said


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("shares", "groups", "slant", "source", "corpora"):
        parser.add_argument(name)
    parser.add_argument("--out-of-fold")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    if not os.path.exists(f"{args.corpora}/framing.jsonl"):
        print("no corpora here: skipped")
        return 77
    if args.out_of_fold:
        labels, rows = read_rows(args.out_of_fold)
    else:
        with tempfile.TemporaryDirectory() as folder:
            labels, rows = train(args.slant, args.source, args.corpora, folder)
    simulation = Simulation(labels, rows, args.shares)
    groups = of_articles.Groups(simulation, args.groups, simulation.confusions())
    table, group_table, pairs = list(simulation.table()), list(groups.table()), list(groups.pair_table())
    natural = list(groups.natural(read_fields(args.corpora)))
    show(table)
    of_articles.show(group_table, pairs, natural)
    if args.write:
        with open(f"{args.source}/tests/quality/shares.md", "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in page_of(table))
            file.writelines(line + "\n" for line in ["", *of_articles.natural_page_of(natural, ESTIMATES)])
            file.writelines(line + "\n" for line in ["", *of_articles.page_of(group_table, pairs, ESTIMATES)])
    return 1 if [*misses(table), *of_articles.misses(group_table, pairs, natural)] else 0


if __name__ == "__main__":
    sys.exit(main())
