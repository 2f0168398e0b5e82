"""Labelled paragraphs that the contestants learn from: JSON lines or CSV with article, paragraph, label, text."""

import csv
import json


def read_labelled(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = [json.loads(line) for line in file] if path.endswith(".jsonl") else list(csv.DictReader(file))
    return [row for row in rows if row.get("label")]
