"""Further articles, and what a network of ours makes of their texts."""

import json
import os
import re
import subprocess

import torch
from network import Network, collate

BATCH = 32  # windows that are read together
END_OF_SENTENCE = re.compile(r'(?<=[.!?])["”’]?\s+(?=[“"A-Z])')


def add_arguments(parser):
    parser.add_argument("network", metavar="NETWORK.pt", help="of tools/encoder/train")
    parser.add_argument("articles", metavar="ARTICLES.jsonl.zst")
    parser.add_argument("--fold", type=int, metavar="N", default=0, help="take the texts that are fold N's: each fold has others of the same article")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--products", choices=["float32", "bfloat16"], default="float32")


def lines_of(path):
    """Of a file that zstd packed."""
    with subprocess.Popen(["zstd", "-dcq", "--long=27", path], stdout=subprocess.PIPE, encoding="utf-8") as unpacked:
        yield from unpacked.stdout


def articles_of(path):
    """Dictionaries with id, title and text."""
    return map(json.loads, lines_of(path))


def sentences_of(article):
    """Its sentences, cut where one ends and a capital letter or a quotation begins, also behind abbreviations."""
    for piece in re.split(r"\n\s*\n", article["text"]):
        yield from END_OF_SENTENCE.split(re.sub(r"\s+", " ", piece).strip())


def ids_of(framing):
    """Of the articles that were coded, which are passed over."""
    with open(framing, encoding="utf-8") as file:
        return {json.loads(line)["article"].partition(":")[2] for line in file}


def judge(chosen, windows):
    """Probabilities of each row of those windows, by row. Windows of like length are read together."""
    torch.set_num_threads(chosen.threads)
    network, made, found = Network(), sorted(windows, key=lambda window: len(window[0])), {}
    network.load_state_dict(torch.load(chosen.network, weights_only=True))
    network.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=chosen.products == "bfloat16"):
        for start in range(0, len(made), BATCH):
            batch = collate(made[start : start + BATCH])
            found.update(zip(batch["rows"].tolist(), network(batch).float().softmax(1).tolist()))
    return found
