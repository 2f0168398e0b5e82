"""Bins of probability: what was said in each, what came true, and how sure that is.

In: pairs (probability, whether it came true). Out: the bins that hold any.
"""

import collections
import math

BINS = 10
Z = 1.959964  # 95 % of a normal distribution lie within

# said: the mean probability; right: the share that came true, between low and high with 95 %
Bin = collections.namedtuple("Bin", "place n said right low high")


def wilson(right, n):
    """Wilson's interval of a share."""
    share, z2 = right / n, Z * Z
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n * n))
    return max(0.0, middle - half), min(1.0, middle + half)


def bins_of(pairs):
    sums = [[0, 0.0, 0] for _ in range(BINS)]
    for probability, came_true in pairs:
        at = sums[min(int(probability * BINS), BINS - 1)]
        at[0] += 1
        at[1] += probability
        at[2] += came_true
    return [Bin(place, n, said / n, right / n, *wilson(right, n)) for place, (n, said, right) in enumerate(sums) if n]


def of_labels_given(rows, decision):
    """Confidence, the probability of the label given, against how often that label was right."""
    return bins_of((row.probabilities[row.decided[decision]], row.decided[decision] == row.truth) for row in rows)


def of_class(rows, label):
    """The probability of one label, whichever was given, against how often it was the true one."""
    return bins_of((row.probabilities[label], row.truth == label) for row in rows)
