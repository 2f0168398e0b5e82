"""Scores of a part of the data: the figures of every decision, and its difference from another run on the same rows."""

import collections

import figures
from rows import DECISIONS, EFFORTS

Score = collections.namedtuple("Score", "decision macro_f1 interval class_f1 calibration_error difference difference_interval")
# n: rows; groups: what was resampled; shared: rows that the other run has too, None without one
Part = collections.namedtuple("Part", "name n groups labels scores shared")


def counted(outcomes, n_labels, n_decisions):
    """Counts by decision, and the samples of macro-F1 by decision."""
    groups = figures.pack(outcomes, n_labels)
    counts = figures.unpack(sum(groups.values()), n_labels, n_decisions)
    samples = zip(*figures.resample(groups, n_labels, n_decisions), strict=True)
    return counts, list(samples), len(groups)


def differences(pairs, group_of, n_labels):
    """For each decision the difference of macro-F1, and its interval, from groups that are drawn for both runs alike."""
    outcomes = [(group_of(row), row.truth, row.decided + other.decided) for row, other in pairs]
    n = len(DECISIONS)
    counts, samples, _ = counted(outcomes, n_labels, 2 * n)
    found = []
    for d in range(n):
        difference = figures.macro_f1(counts[d]) - figures.macro_f1(counts[n + d])
        found.append((difference, figures.interval([a - b for a, b in zip(samples[d], samples[n + d], strict=True)])))
    return found


def probabilities_of(row, decision):
    effort = DECISIONS[decision]
    return row.effort_probabilities[EFFORTS.index(effort)] if effort in EFFORTS else row.probabilities


def calibration_error(rows, decision):
    """Confidence is the probability of the label that was given, whichever way it was. None toward targets, whose probabilities the file lacks."""
    if DECISIONS[decision] == "target":
        return None
    return figures.calibration_error((probabilities_of(row, decision)[row.decided[decision]], row.decided[decision] == row.truth) for row in rows)


def score(name, labels, rows, pairs, group_of):
    """Figures of the rows; `pairs` couples them with those of another run, None without one."""
    outcomes = [(group_of(row), row.truth, row.decided) for row in rows]
    counts, samples, n_groups = counted(outcomes, len(labels), len(DECISIONS))
    compared = differences(pairs, group_of, len(labels)) if pairs else [(None, None)] * len(DECISIONS)
    scores = [
        Score(
            decision,
            figures.macro_f1(counts[d]),
            figures.interval(samples[d]),
            figures.class_f1(counts[d]),
            calibration_error(rows, d),
            *compared[d],
        )
        for d, decision in enumerate(DECISIONS)
    ]
    return Part(name, len(rows), n_groups, labels, scores, None if pairs is None else len(pairs))
