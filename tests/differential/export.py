"""What slant exports, judged by libsvm's and liblinear's own programs: their decision values against slant's.

Both programs print labels, and probabilities when a model has them. A logistic model's probability is a one-to-one picture of its
decision value, so each exported model is given the mark that makes the program print it, and the weights stay as they are.
Usage: export.py SLANT INPUT LIMIT; exit 77 where a program is missing.
"""
import csv
import math
import os
import shutil
import subprocess
import sys
import tempfile

TOLERANCE = 2e-6  # the programs print six digits


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def sigmoid(x):
    return 1 / (1 + math.exp(-x)) if x > -700 else 0.0


def near(a, b):
    return abs(a - b) <= TOLERANCE * max(1.0, abs(a)) + 1e-5 * min(abs(a), abs(b))


def check_stage1(folder, rows, labels):
    """liblinear shows sigmoid(margin) of each class over their sum."""
    with open(f"{folder}/stage1.liblinear", encoding="utf-8") as file:
        model = file.read().replace("L2R_L2LOSS_SVC_DUAL", "L2R_LR", 1)
    with open(f"{folder}/logistic.liblinear", "w", encoding="utf-8") as file:
        file.write(model)
    for name in ("stage1", "logistic"):
        flags = ["-b", "1"] if name == "logistic" else []
        run("liblinear-predict", *flags, f"{folder}/stage1.svmlight", f"{folder}/{name}.liblinear", f"{folder}/{name}.out")
    with open(f"{folder}/stage1.out", encoding="utf-8") as file:
        given = file.read().split()
    with open(f"{folder}/logistic.out", encoding="utf-8") as file:
        shown = [line.split() for line in file][1:]
    wrong = 0
    for row, label, probabilities in zip(rows, given, shown, strict=True):
        margins = [float(row["text_margin_" + name]) for name in labels]
        wrong += int(label) != margins.index(max(margins)) + 1
        total = sum(map(sigmoid, margins))
        wrong += any(not near(sigmoid(m) / total, float(p)) for m, p in zip(margins, probabilities[1:], strict=True))
    return wrong


def check_stage2(folder, rows, label):
    """svm-predict shows 1 / (1 + exp(A margin + B)); A = -1 and B = 0 make that the sigmoid."""
    with open(f"{folder}/stage2-{label}.libsvm", encoding="utf-8") as file:
        model = file.read().replace("\nlabel 1 -1\n", "\nlabel 1 -1\nprobA -1\nprobB 0\n", 1)
    with open(f"{folder}/sigmoid.libsvm", "w", encoding="utf-8") as file:
        file.write(model)
    run("svm-predict", "-b", "1", f"{folder}/stage2.svmlight", f"{folder}/sigmoid.libsvm", f"{folder}/sigmoid.out")
    run("svm-predict", f"{folder}/stage2.svmlight", f"{folder}/stage2-{label}.libsvm", f"{folder}/stage2.out")
    with open(f"{folder}/sigmoid.out", encoding="utf-8") as file:
        shown = [float(line.split()[1]) for line in file.read().split("\n")[1:] if line]
    with open(f"{folder}/stage2.out", encoding="utf-8") as file:
        signs = [int(float(line)) for line in file]
    wrong = 0
    for row, probability, sign in zip(rows, shown, signs, strict=True):
        margin = float(row["margin_" + label])
        wrong += not near(sigmoid(margin), probability)
        wrong += sign != (1 if margin > 0 else -1)
    return wrong


def main():
    slant, source, limit = sys.argv[1:4]
    missing = [name for name in ("liblinear-predict", "svm-predict") if shutil.which(name) is None]
    if missing or not os.path.exists(source):
        print("skipped: not found:", *missing, *([] if os.path.exists(source) else [source]))
        return 77
    with tempfile.TemporaryDirectory() as place:
        folder = f"{place}/export"
        run(slant, "model", "export", "-o", folder, "--features", source, "--limit", limit, "--quiet")
        with open(f"{folder}/rows.csv", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        labels = [name[len("margin_"):] for name in rows[0] if name.startswith("margin_")]
        wrong = {"stage 1": check_stage1(folder, rows, labels)}
        wrong.update({f"stage 2, {label}": check_stage2(folder, rows, label) for label in labels})
    print(len(rows), "paragraphs; disagreements:", wrong)
    return 1 if any(wrong.values()) or not rows else 0


sys.exit(main())
