"""Labels the paragraphs of articles with a model of sklearn_fit.py, 20,000 at a time. Usage: sklearn_predict.py MODEL ARTICLES.jsonl"""

import json
import pickle
import re
import sys

BATCH = 20000


def label(model, paragraphs):
    sys.stdout.write("".join(name + "\n" for name in model.predict(paragraphs)))


def main():
    with open(sys.argv[1], "rb") as file:
        model = pickle.load(file)
    waiting = []
    with open(sys.argv[2], encoding="utf-8") as file:
        for line in file:
            waiting += [piece for piece in re.split(r"\n\s*\n", json.loads(line).get("text", "")) if piece.strip()]
            if len(waiting) >= BATCH:
                label(model, waiting[:BATCH])
                waiting = waiting[BATCH:]
    if waiting:
        label(model, waiting)


main()
