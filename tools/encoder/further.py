"""Further articles, and what a network of ours makes of their texts."""

import json
import os
import subprocess

import torch
from network import Network, collate

BATCH = 32  # windows that are read together


def add_arguments(parser):
    parser.add_argument("network", metavar="NETWORK.pt", help="of tools/encoder/train")
    parser.add_argument("articles", metavar="ARTICLES.jsonl.zst")
    parser.add_argument("--fold", type=int, metavar="N", default=0, help="take the texts that are fold N's: each fold has others of the same article")
    parser.add_argument("--folds", type=int, default=3)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--products", choices=["float32", "bfloat16"], default="float32")


def articles_of(path):
    """Dictionaries with id, title and text."""
    with subprocess.Popen(["zstd", "-dcq", "--long=27", path], stdout=subprocess.PIPE, encoding="utf-8") as unpacked:
        for line in unpacked.stdout:
            yield json.loads(line)


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
