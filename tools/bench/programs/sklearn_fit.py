"""Fits scikit-learn's TF-IDF of words and pairs with LinearSVC. Usage: sklearn_fit.py LABELLED OUT"""

import os
import pickle
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
from labels import read_labelled  # noqa: E402

rows = read_labelled(sys.argv[1])
model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), LinearSVC(C=0.1, class_weight="balanced"))
model.fit([row["text"] for row in rows], [row["label"] for row in rows])
with open(sys.argv[2], "wb") as file:
    pickle.dump(model, file)
