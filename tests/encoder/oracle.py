"""The encoder against PyTorch: the same windows of real paragraphs, floats there, int8 here; labels and macro-F1 nearly agree.

Usage: oracle.py LOGITS SOURCE CORPORA WEIGHTS.pt MODEL.safetensors [PARAGRAPHS]. Skips (77) where something of it is absent.
"""

import os
import random
import subprocess
import sys
import time

LOGITS, SOURCE, CORPORA, WEIGHTS, MODEL = sys.argv[1:6]
PARAGRAPHS = int(sys.argv[6]) if len(sys.argv) > 6 else 5000
LEAST_AGREEMENT, MOST_F1_APART = 0.995, 0.003
sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(SOURCE, "tools", "encoder"))


def skip(why):
    print(f"skipped: {why}")
    sys.exit(77)


try:
    import corpus
    import network
    import numpy as np
    import torch
    import windows
except ImportError as problem:
    skip(f"no {problem.name} here")
for path in [os.path.join(CORPORA, "framing.jsonl"), WEIGHTS, MODEL]:
    if not os.path.exists(path):
        skip(f"no {path} here")


def sample():
    """Windows of whole articles, drawn, by rising length; the labels of their paragraphs."""
    rows, articles, heads = windows.load(os.path.join(CORPORA, "framing.jsonl"), corpus.tokenizer_of())
    names, made, n = sorted(articles), [], 0
    random.Random(5).shuffle(names)
    for name in names:
        if n >= PARAGRAPHS:
            break
        made += windows.pack(rows, articles[name], heads[name])
        n += len(articles[name])
    made.sort(key=lambda window: len(window[0]))
    return made, np.array([rows[row]["label"] for _, _, spans in made for row, _, _ in spans])


def logits_of_torch(made):
    floats = network.trained(WEIGHTS)
    torch.set_num_threads(1)
    start = time.process_time()
    found = [logits for _, logits in network.read(floats, made)]
    return np.array(found), time.process_time() - start


def logits_of_slant(made):
    text = "\n".join(map(windows.line_of, made))
    done = subprocess.run([LOGITS, MODEL, "fast"], input=text, capture_output=True, encoding="utf-8", check=True)
    print(done.stderr.strip())
    return np.array([[float.fromhex(number) for number in line.split()] for line in done.stdout.splitlines()])


def macro_f1(found, labels):
    both = [((found == k) & (labels == k)).sum() for k in range(3)]
    return np.mean([2 * both[k] / max(1, (found == k).sum() + (labels == k).sum()) for k in range(3)])


def main():
    made, labels = sample()
    floats, seconds = logits_of_torch(made)
    ours = logits_of_slant(made)
    agreement = (floats.argmax(1) == ours.argmax(1)).mean()
    scores = macro_f1(floats.argmax(1), labels), macro_f1(ours.argmax(1), labels)
    print(f"{len(labels)} paragraphs: {agreement:.2%} of labels agree, logits differ by {np.sqrt(((floats - ours) ** 2).mean()):.4f} (rms)")
    print(f"macro-F1 {scores[0]:.4f} in floating point, {scores[1]:.4f} in int8; PyTorch took {seconds:.1f} s")
    return 0 if agreement >= LEAST_AGREEMENT and abs(scores[0] - scores[1]) <= MOST_F1_APART else 1


if __name__ == "__main__":
    sys.exit(main())
