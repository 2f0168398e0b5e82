"""How much furniture slant finds, and how much of the article it takes for it, against bounds.

On datasets/furniture/measure.tsv and held-out.tsv (lines of ours that the detector was not built with; held-out.tsv was written apart from
all others), and, where the corpora lie beside the project, on the 1,000 paragraphs that body-1000.tsv names, as a reader marked them.
Usage: furniture.py SLANT SOURCE [CORPORA]
"""
import collections
import csv
import json
import os
import re
import subprocess
import sys

RECALL = {"measure.tsv": 0.95, "held-out.tsv": 0.95}
BODY_FLAGGED = 0.005


def flagged(slant, blocks):
    """Whether slant sets each block aside; a block is an article of its own."""
    lines = "".join(json.dumps({"id": str(i), "paragraphs": [block]}) + "\n" for i, block in enumerate(blocks))
    out = subprocess.run([slant, "read", "--from", "jsonl", "--quiet", "-"], input=lines, capture_output=True, text=True, check=True)
    rows = [json.loads(line)["paragraphs"][0]["flags"] for line in out.stdout.splitlines()]
    return [bool({"furniture", "empty"} & set(flags)) for flags in rows]


def recall(slant, path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    found, kinds = flagged(slant, [line for _, line in rows]), collections.defaultdict(list)
    for (kind, _), hit in zip(rows, found, strict=True):
        kinds[kind].append(hit)
    print(os.path.basename(path), f"recall {sum(found) / len(found):.4f} of {len(found)}")
    print("  " + ", ".join(f"{kind} {sum(hits)}/{len(hits)}" for kind, hits in sorted(kinds.items())))
    return sum(found) / len(found)


def read_paragraphs(slant, source, corpora):
    """The marked paragraphs: how many body ones are flagged, how many furniture ones are not."""
    with open(f"{source}/datasets/furniture/body-1000.tsv", encoding="utf-8") as file:
        marks = {(a, int(p)): f == "1" for a, p, f in list(csv.reader(file, delimiter="\t"))[1:]}
    wanted, blocks = {article for article, _ in marks}, {}
    unpacked = subprocess.Popen(["zstd", "-dcq", "--long=27", f"{corpora}/articles.jsonl.zst"], stdout=subprocess.PIPE, text=True)
    for line in unpacked.stdout:
        article = json.loads(line)
        if article["id"] in wanted:
            pieces = [piece.strip() for piece in re.split(r"\n\s*\n", article["text"])]
            for number, piece in enumerate([piece for piece in pieces if piece], 1):
                blocks[article["id"], number] = piece
    keys = sorted(marks)
    found = flagged(slant, [blocks[key] for key in keys])
    body = [hit for key, hit in zip(keys, found, strict=True) if not marks[key]]
    furniture = [hit for key, hit in zip(keys, found, strict=True) if marks[key]]
    print(f"read paragraphs: {sum(body)} of {len(body)} body ones flagged ({sum(body) / len(body):.4f}), "
          f"{sum(furniture)} of {len(furniture)} furniture ones found")
    return sum(body) / len(body)


def main():
    slant, source = sys.argv[1:3]
    passed = [recall(slant, f"{source}/datasets/furniture/{name}") >= bound for name, bound in RECALL.items()]
    corpora = sys.argv[3] if len(sys.argv) > 3 else ""
    if os.path.exists(f"{corpora}/articles.jsonl.zst"):
        passed.append(read_paragraphs(slant, source, corpora) <= BODY_FLAGGED)
    else:
        print("skipped: the read paragraphs, since the corpora are not here")
    return 0 if all(passed) else 1


sys.exit(main())
