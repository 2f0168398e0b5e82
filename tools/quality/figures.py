"""Figures: F1, calibration error, and intervals from resampled groups.

Counts of a decision are three numbers a label: rows that got it rightly, rows that have it, rows that got it. The counts of all decisions
of a group of rows are packed into one integer, 32 bits a count, so that a sample of groups is summed by adding integers.
"""

import collections
import random
import struct

SAMPLES = 1000
SEED = 1
BINS = 10
BITS = 32


def f1_of(right, true, given):
    return 2 * right / (true + given) if true + given else 0.0


def class_f1(counts):
    return [f1_of(*counts[place : place + 3]) for place in range(0, len(counts), 3)]


def macro_f1(counts):
    """The mean over the labels that were there or given."""
    scores = [f1_of(*counts[place : place + 3]) for place in range(0, len(counts), 3) if counts[place + 1] + counts[place + 2]]
    return sum(scores) / len(scores) if scores else 0.0


def calibration_error(outcomes):
    """Of pairs (confidence, right): by how much confidence misses the share that is right, by tenths of confidence."""
    bins = [[0, 0.0, 0] for _ in range(BINS)]
    for confidence, right in outcomes:
        at = bins[min(int(confidence * BINS), BINS - 1)]
        at[0] += 1
        at[1] += confidence
        at[2] += right
    n = sum(at[0] for at in bins)
    return sum(abs(confidence - right) for _, confidence, right in bins) / n if n else 0.0


def one_row(truth, given, n_labels, decision):
    """The packed counts of a row that has the label `truth` and was given `given`."""
    start = 3 * n_labels * decision
    places = [start + 3 * truth + 1, start + 3 * given + 2] + ([start + 3 * truth] if truth == given else [])
    return sum(1 << BITS * place for place in places)


def pack(outcomes, n_labels):
    """Packed counts by group. Outcomes: (group, truth, labels given, one for each decision)."""
    units, groups = {}, collections.defaultdict(int)
    for group, truth, decided in outcomes:
        for decision, given in enumerate(decided):
            key = truth, given, decision
            if key not in units:
                units[key] = one_row(truth, given, n_labels, decision)
            groups[group] += units[key]
    return groups


def unpack(packed, n_labels, n_decisions):
    """A list of counts for each decision."""
    n = 3 * n_labels
    counts = struct.unpack(f"<{n * n_decisions}I", packed.to_bytes(n * n_decisions * BITS // 8, "little"))
    return [counts[n * decision : n * (decision + 1)] for decision in range(n_decisions)]


def resample(groups, n_labels, n_decisions):
    """Macro-F1 by decision of each sample; a sample draws as many groups as there are, with replacement."""
    generator, packed = random.Random(SEED), [groups[name] for name in sorted(groups)]
    for _ in range(SAMPLES):
        total = sum(generator.choices(packed, k=len(packed)))
        yield [macro_f1(counts) for counts in unpack(total, n_labels, n_decisions)]


def interval(values):
    """Between which 95 % of the samples lie."""
    ordered = sorted(values)
    edge = len(ordered) // 40
    return ordered[edge - 1], ordered[len(ordered) - edge]
