"""Holds slant's figures against scikit-learn's, and a text SVM solved by libsvm against slant's own.

In: --slant PROGRAM, a model and labelled data. Out: exit 1 when they disagree, 77 (skipped) where no scikit-learn is
found, neither with this Python nor with the system's.
"""

import csv
import io
import json
import os
import subprocess
import sys
import tempfile

SYSTEM_PYTHON = "/usr/bin/python3"

try:
    from sklearn import metrics
except ImportError:
    if (
        os.path.exists(SYSTEM_PYTHON)
        and os.path.realpath(sys.executable) != os.path.realpath(SYSTEM_PYTHON)
        and not os.environ.get("AGAIN")
    ):
        os.environ["AGAIN"] = "1"
        os.execv(SYSTEM_PYTHON, [SYSTEM_PYTHON, *sys.argv])
    print("skipped: scikit-learn is not installed")
    sys.exit(77)


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.decode()


def labels_of(slant, model, data):
    """Truth and what the model gave, paragraph by paragraph."""
    with open(data, encoding="utf-8", newline="") as file:
        truth = {(row["article"], row["paragraph"]): row["label"] for row in csv.DictReader(file)}
    rows = csv.DictReader(io.StringIO(run(slant, "classify", "-m", model, data)))
    pairs = [(truth[row["article"], row["paragraph"]], row) for row in rows if row["label"]]
    return (
        [label for label, _ in pairs],
        [row["label"] for _, row in pairs],
        [float(row["confidence"]) for _, row in pairs],
    )


def calibration_error(right, confidence):
    bins = {}
    for hit, said in zip(right, confidence):
        bins.setdefault(min(int(said * 10), 9), []).append((hit, said))
    gaps = (abs(sum(hit for hit, _ in rows) - sum(said for _, said in rows)) for rows in bins.values())
    return sum(gaps) / len(right)


def compare(what, found, expected, tolerance=1e-6):
    close = abs(found - expected) <= tolerance
    if not close:
        print(f"{what}: slant {found}, scikit-learn {expected}")
    return not close


def check_metrics(slant, model, data):
    report = json.loads(run(slant, "evaluate", "-m", model, "--format", "json", data))
    names = list(report["labels"])
    truth, given, confidence = labels_of(slant, model, data)
    precision, recall, f1, support = metrics.precision_recall_fscore_support(
        truth, given, labels=names, zero_division=0
    )
    failed = compare("paragraphs", report["paragraphs"], len(truth))
    failed += compare("macro-F1", report["macro_f1"], metrics.f1_score(truth, given, labels=names, average="macro"))
    failed += compare("accuracy", report["accuracy"], metrics.accuracy_score(truth, given))
    for k, name in enumerate(names):
        for key, expected in (
            ("precision", precision[k]),
            ("recall", recall[k]),
            ("f1", f1[k]),
            ("paragraphs", support[k]),
        ):
            failed += compare(f"{key} of {name}", report["labels"][name][key], expected)
    confusion = metrics.confusion_matrix(truth, given, labels=names)
    failed += sum(
        compare("confusion", report["confusion"][k][j], confusion[k][j])
        for k in range(len(names))
        for j in range(len(names))
    )
    right = [a == b for a, b in zip(truth, given)]
    # confidences are printed with four decimals: one that was rounded onto the edge of a bin may belong to either side
    errors = [calibration_error(right, [said + shift for said in confidence]) for shift in (-5e-5, 0, 5e-5)]
    nearest = min(errors, key=lambda error: abs(error - report["calibration_error"]))
    failed += compare("calibration error", report["calibration_error"], nearest, 2e-4)
    return failed


def check_solvers(slant, data):
    """The two solvers minimise different losses, each at the C that suits it: they are close, not equal."""
    with tempfile.TemporaryDirectory() as folder:
        scores = [
            json.loads(
                run(
                    slant,
                    "train",
                    "-q",
                    "--format",
                    "json",
                    "-C",
                    "0.25",
                    "-C",
                    "1",
                    "-C",
                    "4",
                    "--solver",
                    solver,
                    data,
                    "-o",
                    os.path.join(folder, solver),
                )
            )["text_macro_f1"]
            for solver in ("slant", "libsvm")
        ]
        run(slant, "model", "show", os.path.join(folder, "libsvm"))
    print(f"macro-F1 of the text SVM: slant {scores[0]:.4f}, libsvm {scores[1]:.4f}")
    return abs(scores[0] - scores[1]) > 0.06


def main():
    slant, model, data = sys.argv[1:]
    failed = check_metrics(slant, model, data) + check_solvers(slant, data)
    print(f"{failed} failed")
    return 1 if failed else 0


sys.exit(main())
