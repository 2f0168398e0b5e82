"""scikit-learn's search for C: TF-IDF and LinearSVC in a pipeline, GridSearchCV over given folds, refitted on everything.

FOLDS is what slant train --out-of-fold wrote: its rows and their folds are taken over. Prints the macro-F1 of the best C, and that C.
Usage: grid_search.py words|characters LABELLED FOLDS.csv C...
"""

import csv
import os
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GridSearchCV, PredefinedSplit
from sklearn.pipeline import Pipeline, make_union
from sklearn.svm import LinearSVC

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from labels import read_labelled  # noqa: E402

words = TfidfVectorizer(ngram_range=(1, 2), min_df=2)
characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=2)

terms, labelled, folds_file, *costs = sys.argv[1:]
with open(folds_file, encoding="utf-8", newline="") as file:
    fold_of = {(row["article"], row["paragraph"]): int(row["fold"]) for row in csv.DictReader(file)}
rows = [row for row in read_labelled(labelled) if (row["article"], str(row["paragraph"])) in fold_of]
folds = PredefinedSplit([fold_of[row["article"], str(row["paragraph"])] for row in rows])
pipeline = Pipeline([("terms", words if terms == "words" else make_union(words, characters)), ("svm", LinearSVC(class_weight="balanced"))])
search = GridSearchCV(pipeline, {"svm__C": [float(cost) for cost in costs]}, scoring="f1_macro", cv=folds, n_jobs=1)
search.fit([row["text"] for row in rows], [row["label"] for row in rows])
print(f"{search.best_score_:.4f} {search.best_params_['svm__C']:g}")
