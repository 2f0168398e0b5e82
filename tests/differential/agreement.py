"""Holds slant's figures of agreement against figures made here by other ways, on invented codes with missing ones.

Alpha comes from the coincidence matrix, AC1 and agreement from lists of pairs, kappa from marginals, the intervals from a generator
written anew: none of it shares a formula's arrangement with the library. In: the program. Out: exit 1 when they disagree.
"""

import collections
import csv
import io
import itertools
import json
import math
import random
import subprocess
import sys

CASES = 60
SAMPLES = 1000
MASK = 2**64 - 1
ONE, NONE, SAME = "one coder", "no common items", "one label"


class SplitMix:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        while True:
            self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
            z = self.state
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9 & MASK
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB & MASK
            z ^= z >> 31
            if z < MASK - MASK % n:
                return z % n


def alpha(items):
    """By the coincidence matrix: every ordered pair of codes of an item counts 1 / (codes of the item - 1)."""
    matrix = collections.Counter()
    for codes in items:
        for i, j in itertools.permutations(range(len(codes)), 2):
            matrix[codes[i], codes[j]] += 1 / (len(codes) - 1)
    margins = collections.Counter()
    for (a, _), n in matrix.items():
        margins[a] += n
    total = sum(margins.values())
    if len(margins) < 2:
        return None
    observed = sum(n for (a, b), n in matrix.items() if a != b) / total
    by_chance = 1 - sum(n * (n - 1) for n in margins.values()) / (total * (total - 1))
    return 1 - observed / by_chance


def agreement(items):
    shares = []
    for codes in items:
        pairs = list(itertools.combinations(codes, 2))
        if pairs:
            shares.append(sum(a == b for a, b in pairs) / len(pairs))
    return sum(shares) / len(shares) if shares else None


def ac1(items, labels):
    observed = agreement(items)
    if observed is None or len(labels) < 2:
        return None
    p = {k: sum(codes.count(k) / len(codes) for codes in items) / len(items) for k in labels}
    by_chance = sum(q * (1 - q) for q in p.values()) / (len(labels) - 1)
    return (observed - by_chance) / (1 - by_chance)


def kappa(pairs):
    if not pairs:
        return None
    observed = sum(a == b for a, b in pairs) / len(pairs)
    first, second = (collections.Counter(pair[side] for pair in pairs) for side in (0, 1))
    if len(first) == 1 and first.keys() == second.keys():
        return None
    by_chance = sum(first[k] * second[k] for k in first) / len(pairs) ** 2
    return (observed - by_chance) / (1 - by_chance)


def positive(items, label):
    """Of the ordered pairs whose first code says the label, those whose second one does."""
    both = either = 0
    for codes in items:
        for a, b in itertools.permutations(codes, 2):
            both += a == label and b == label
            either += a == label
    return both / either if either else None


def interval(figures):
    known = sorted(figure for figure in figures if figure is not None)
    n = len(known)
    return (None, None, n) if n < SAMPLES / 2 else (known[n // 40 - 1], known[n - n // 40], n)


def intervals(items, labels):
    draw = SplitMix(1)
    samples = []
    for _ in range(SAMPLES):
        sample = [items[draw.below(len(items))] for _ in items]
        samples.append((alpha(sample), ac1(sample, labels), agreement(sample)))
    return [interval(column) for column in zip(*samples)]


def invent(rng):
    """Rows of some coders: each sees most items, says mostly what the item is, repeats and contradicts itself at times."""
    n_items, n_coders, n_labels = rng.randint(1, 40), rng.randint(1, 5), rng.randint(1, 5)
    labels = rng.sample(["supportive", "critical", "neutral", "a b", "1", "Zürich", "other, still"], n_labels)
    truth = [rng.choice(labels) for _ in range(n_items)]
    noise, missing = rng.random() * 0.6, rng.choice([0, 0.1, 0.5, 0.9])
    rows = []
    for coder, item in itertools.product(range(n_coders), range(n_items)):
        if rng.random() < missing:
            rows += [(f"coder {coder}", f"item{item}", "")] * rng.randint(0, 1)
            continue
        label = rng.choice(labels) if rng.random() < noise else truth[item]
        rows += [(f"coder {coder}", f"item{item}", label)] * rng.choice([1, 1, 1, 1, 2])
        if rng.random() < 0.04:
            rows.append((f"coder {coder}", f"item{item}", rng.choice(labels)))
    rng.shuffle(rows)
    return rows


def table_of(rows):
    given = collections.defaultdict(list)
    for coder, item, label in rows:
        if label:
            given[item, coder].append(label)
    codes = {key: said[0] for key, said in given.items() if len(set(said)) == 1}
    counts = {
        "unlabelled": sum(not label for *_, label in rows),
        "contradictory": sum(len(set(said)) > 1 for said in given.values()),
        "repeated": sum(len(said) - 1 for said in given.values() if len(set(said)) == 1),
        "codes": len(codes),
    }
    return codes, counts


def expected_of(rows):
    codes, counts = table_of(rows)
    coders = sorted({coder for _, coder in codes})
    labels = sorted(set(codes.values()))
    names = sorted({item for item, _ in codes}, key=str.encode)
    items = [[codes[item, coder] for coder in coders if (item, coder) in codes] for item in names]
    report = dict(counts, items=len(items), pairable=sum(len(item) > 1 for item in items))
    values = (alpha(items), ac1(items, labels), agreement(items))
    for key, value, (low, high, n) in zip(("alpha", "ac1", "agreement"), values, intervals(items, labels)):
        report.update({f"{key}.value": value, f"{key}.low": low, f"{key}.high": high, f"{key}.samples": n})
    for label in labels:
        binary = [[code == label for code in item] for item in items]
        report[f"{label}.alpha"] = alpha(binary)
        report[f"{label}.ac1"] = ac1(binary, [True, False]) if len(labels) > 1 else None
        report[f"{label}.positive"] = positive(items, label)
        report[f"{label}.codes"] = list(codes.values()).count(label)
    for one, two in itertools.combinations(coders, 2):
        pairs = [(codes[i, one], codes[i, two]) for i in names if (i, one) in codes and (i, two) in codes]
        both = [list(pair) for pair in pairs]
        found = (len(pairs), agreement(both), alpha(both), ac1(both, labels), kappa(pairs))
        report.update({f"{one}/{two}.{key}": v for key, v in zip(("items", "agreement", "alpha", "ac1", "kappa"), found)})
        report.update({f"{one}/{two}: {a}, {b}": n for (a, b), n in collections.Counter(pairs).items()})
    return report


def found_in(report):
    flat = {key: report[key] for key in ("unlabelled", "contradictory", "repeated", "codes", "items", "pairable")}
    for key in ("alpha", "ac1", "agreement"):
        flat.update({f"{key}.{part}": value for part, value in report[key].items()})
    names = [label["label"] for label in report["labels"]]
    for label in report["labels"]:
        flat.update({f"{label['label']}.{key}": value for key, value in label.items() if key != "label"})
    for pair in report["pairs"]:
        name = f"{pair['first']}/{pair['second']}"
        flat.update({f"{name}.{key}": pair[key] for key in ("items", "agreement", "alpha", "ac1", "kappa")})
        cells = itertools.product(range(len(names)), repeat=2)
        flat.update({f"{name}: {names[a]}, {names[b]}": n for a, b in cells if (n := pair["confusion"][a][b])})
    return flat


def differs(found, expected):
    if found is None or expected is None:
        return found is not expected
    return not math.isclose(found, expected, abs_tol=0.5001e-4, rel_tol=0)


def report_of(slant, rows):
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([("coder", "item", "label"), *rows])
    command = [slant, "agree", "-q", "--from", "csv", "--format", "json", "--confusion"]
    done = subprocess.run(command, input=text.getvalue().encode(), capture_output=True, check=False)
    if done.returncode != 0:
        return done.stderr.decode()
    return json.loads(done.stdout)


def check(slant, seed):
    rows = invent(random.Random(seed))
    report = report_of(slant, rows)
    if not table_of(rows)[0]:
        return 0 if isinstance(report, str) and "found no code that counts" in report else 1
    if isinstance(report, str):
        print(f"case {seed}: {report}")
        return 1
    found, expected = found_in(report), expected_of(rows)
    wrong = [key for key in found.keys() | expected.keys() if differs(found.get(key), expected.get(key))]
    for key in sorted(wrong):
        print(f"case {seed}: {key}: slant {found.get(key)}, here {expected.get(key)}")
    n_coders = len(report["coders"])
    reason = None if expected["alpha.value"] is not None else ONE if n_coders < 2 else SAME if expected["pairable"] else NONE
    if report["undefined"] != reason:
        print(f"case {seed}: undefined: slant {report['undefined']}, here {reason}")
    return len(wrong) + (report["undefined"] != reason)


def main():
    failed = sum(check(sys.argv[1], seed) for seed in range(CASES))
    print(f"{CASES} cases, {failed} figures differ")
    return 1 if failed else 0


sys.exit(main())
