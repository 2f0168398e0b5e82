"""Holds slant's solvers against liblinear-train and svm-train, on problems that the sample data make.

In: the path of the program `solver` and of labelled data. Out: exit 1 when they disagree, 77 (skipped) where
neither of the two programs is installed.
"""

import os
import shutil
import subprocess
import sys
import tempfile

LABELS = ["supportive", "critical", "neutral"]
COSTS = ["0.05", "0.5", "4"]
CLOSE = 1e-3
CLOSE_CONTEXT = 1e-4


def numbers(path):
    with open(path, encoding="utf-8") as file:
        return [float(line) for line in file]


def largest_gap(a, b):
    assert len(a) == len(b), (len(a), len(b))
    return max(abs(x - y) for x, y in zip(a, b))


def agreement(a, b):
    return sum((x > 0) == (y > 0) for x, y in zip(a, b)) / len(a)


def rows_of(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            sign, *entries = line.split()
            yield float(sign), [
                (int(column), float(value)) for column, value in (entry.split(":") for entry in entries)
            ]


def liblinear_weights(problem, cost):
    """Weights with the bias last, positive for +1."""
    subprocess.run(
        ["liblinear-train", "-q", "-s", "1", "-B", "1", "-e", "1e-6", "-c", cost, problem, problem + ".linear"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    with open(problem + ".linear", encoding="utf-8") as file:
        head, weights = file.read().split("\nw\n")
    order = next(line for line in head.splitlines() if line.startswith("label"))
    sign = 1 if order.split()[1] == "1" else -1
    return [sign * float(weight) for weight in weights.split()]


def check_liblinear(prefix, cost):
    ours, theirs = numbers(prefix + ".weights"), liblinear_weights(prefix + ".svmlight", cost)
    theirs += [0.0] * (len(ours) - len(theirs))
    values = [
        sum(theirs[column - 1] * value for column, value in row) + theirs[-1]
        for _, row in rows_of(prefix + ".svmlight")
    ]
    weight_gap, value_gap = largest_gap(ours, theirs), largest_gap(numbers(prefix + ".values"), values)
    print(f"  liblinear: weights differ by {weight_gap:.1e}, decision values by {value_gap:.1e}")
    return weight_gap < CLOSE and value_gap < CLOSE


def svm_values(problem, cost, epsilon="1e-3"):
    """Decision values of svm-train's model, positive for +1."""
    subprocess.run(
        ["svm-train", "-q", "-t", "0", "-c", cost, "-e", epsilon, problem, problem + ".svm"], check=True, stdout=subprocess.DEVNULL
    )
    with open(problem + ".svm", encoding="utf-8") as file:
        head, vectors = file.read().split("\nSV\n")
    fields = dict(line.split(" ", 1) for line in head.splitlines())
    sign = 1 if fields["label"].split()[0] == "1" else -1
    weights = {}
    for line in vectors.splitlines():
        coefficient, *entries = line.split()
        for column, value in (entry.split(":") for entry in entries):
            weights[int(column)] = weights.get(int(column), 0.0) + float(coefficient) * float(value)
    return [
        sign * (sum(weights.get(column, 0.0) * value for column, value in row) - float(fields["rho"]))
        for _, row in rows_of(problem)
    ]


def check_libsvm(prefix, cost):
    theirs = svm_values(prefix + ".svmlight", cost)
    gap = largest_gap(numbers(prefix + ".libsvm"), theirs)
    truth = [sign for sign, _ in rows_of(prefix + ".svmlight")]
    own, other = agreement(numbers(prefix + ".values"), truth), agreement(theirs, truth)
    signs = agreement(numbers(prefix + ".values"), theirs)
    print(
        f"  libsvm: its decision values from slant differ by {gap:.1e}; slant's own solver agrees in {signs:.1%} of "
        "signs, "
        f"is right in {own:.1%} (libsvm: {other:.1%})"
    )
    return gap < CLOSE and signs > 0.9 and own > other - 0.03


def check_context(prefix, cost):
    gap = largest_gap(numbers(prefix + "-context.values"), svm_values(prefix + "-context.svmlight", cost, "1e-6"))
    print(f"  libsvm: its decision values for a dense problem differ by {gap:.1e} from those of slant's context SVM")
    return gap < CLOSE_CONTEXT


def main():
    program, data = sys.argv[1:]
    has_linear, has_svm = (shutil.which(name) is not None for name in ("liblinear-train", "svm-train"))
    if not has_linear and not has_svm:
        print("skipped: neither liblinear-train nor svm-train is installed")
        return 77
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for label in LABELS:
            for cost in COSTS:
                print(f"{label}, C = {cost}")
                prefix = os.path.join(folder, f"{label}-{cost}")
                subprocess.run([program, data, label, cost, "1e-6", prefix], check=True)
                failed += has_linear and not check_liblinear(prefix, cost)
                failed += has_svm and not check_libsvm(prefix, cost)
                # libsvm keeps products of rows in single precision, which tells where C is larger than stage 2 has it
                failed += has_svm and cost == COSTS[0] and not check_context(prefix, cost)
    print(
        f"{failed} failed"
        + ("" if has_linear else "; no liblinear-train here")
        + ("" if has_svm else "; no svm-train here")
    )
    return 1 if failed else 0


sys.exit(main())
