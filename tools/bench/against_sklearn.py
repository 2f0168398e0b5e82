"""slant classify against scikit-learn's TF-IDF and LinearSVC on the same articles, side by side in one run.

Both get the articles as JSON lines and write a label for each paragraph. scikit-learn's model is fitted beforehand, on the labelled
paragraphs, and its time is that of reading, vectorising and predicting alone; slant's is that of the whole process, on one thread.
Usage: against_sklearn.py SLANT FRAMING.jsonl ARTICLES.jsonl [ROUNDS]
"""
import json
import os
import re
import statistics
import subprocess
import sys
import time

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.svm import LinearSVC


def fit(path):
    with open(path, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2)
    features = vectorizer.fit_transform(row["text"] for row in rows)
    return vectorizer, LinearSVC(C=0.1, class_weight="balanced").fit(features, [row["label"] for row in rows])


def predict(vectorizer, svm, path):
    paragraphs = []
    with open(path, encoding="utf-8") as file:
        for line in file:
            paragraphs += [piece for piece in re.split(r"\n\s*\n", json.loads(line)["text"]) if piece.strip()]
    return [label for at in range(0, len(paragraphs), 20000) for label in svm.predict(vectorizer.transform(paragraphs[at:at + 20000]))]


def cpu_of_children():
    times = os.times()
    return times.children_user + times.children_system


def main():
    slant, framing, articles = sys.argv[1:4]
    model, ratios = fit(framing), []
    for _ in range(int(sys.argv[4]) if len(sys.argv) > 4 else 3):
        before = cpu_of_children()
        subprocess.run([slant, "classify", "--quiet", "-j", "1", "--format", "csv", articles], stdout=subprocess.DEVNULL, check=True)
        ours, before = cpu_of_children() - before, time.process_time()
        predict(*model, articles)
        ratios.append((time.process_time() - before) / ours)
    print(f"slant's whole run takes 1/{statistics.median(ratios):.1f} of scikit-learn's processor time "
          f"(1/{min(ratios):.1f} to 1/{max(ratios):.1f}), {os.path.getsize(articles) / 1e6:.0f} MB of articles")


main()
