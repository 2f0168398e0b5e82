"""How a network learns.

In: a corpus and a course. Out: the mean of the weights over the last steps.
"""

import collections
import contextlib
import copy
import os
import random
import sys
import time

import torch
import windows
from corpus import is_sentence
from network import collate, pretrained
from torch.nn import functional

RECIPE = {"passes": 2, "for_folds": 0.1, "sentences_for_folds": 0.4, "tokens": 2000, "step": 6e-5, "common_step": 1e-4, "warm": 0.06,
          "decay": 0.01, "smoothing": 0.05, "average": 0.99, "common_average": 0.9995, "thinned": 0.3, "sentences": 0.5, "labels": [1.25, 1.1, 0.9],
          "clip": 1.0, "seed": 1, "layers": 6, "anew": 0, "share": 1.0, "products": "float32"}  # fmt: skip

# keys: texts that it learns from in each of so many passes; once: texts that are spread over them; begin: the network it begins from (None: the
# pretrained one); step: its highest rate, and whether that falls to nothing in the end; average: how much of the mean of the weights a step leaves;
# seed: of what it learns when
Course = collections.namedtuple("Course", "keys once passes begin step falls average seed")


@contextlib.contextmanager
def whole(path):
    """A name to write under: the file has its own once it is whole, so that who trains another fold meanwhile never reads half of it."""
    new = f"{path}.{os.getpid()}.new"
    yield new
    os.replace(new, path)


def cut(corpus, keys, fresh):
    """Windows of those texts. While it learns, an article is cut anew each time, and some are thinned, so that the network knows paragraphs
    in any company."""
    made = []
    for key in keys:
        parts, first = [corpus.members[key]], windows.WINDOW
        if fresh and len(parts[0]) > 1:
            first = random.randint(windows.WINDOW // 4, windows.WINDOW)
            if random.random() < RECIPE["thinned"]:
                share = random.uniform(0.1, 0.6)
                kept = {row for row in parts[0] if random.random() < share}
                parts = [[row for row in parts[0] if row in kept], [row for row in parts[0] if row not in kept]]
        for part in parts:
            made += windows.pack(corpus.rows, part, corpus.heads[key], first) if part else []
    return made


def batches(made):
    """Windows of like length together, as many as have about `tokens` ids, in a random order."""
    random.shuffle(made)
    out = []
    for start in range(0, len(made), 600):
        batch = []
        for window in sorted(made[start : start + 600], key=lambda w: len(w[0])):
            if batch and (len(batch) + 1) * len(window[0]) > RECIPE["tokens"]:
                out.append(batch)
                batch = []
            batch.append(window)
        out += [batch] if batch else []
    random.shuffle(out)
    return out


def optimizer_of(network, n_steps, course):
    """And its rate, which rises while it is warm and then falls to nothing, or stays."""
    learned = [p for p in network.parameters() if p.requires_grad]
    groups = [{"params": [p for p in learned if p.dim() > 1], "weight_decay": RECIPE["decay"]},
              {"params": [p for p in learned if p.dim() <= 1], "weight_decay": 0}]  # fmt: skip
    optimizer = torch.optim.AdamW(groups, lr=course.step)
    rate = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda s: min(1, s / (RECIPE["warm"] * n_steps)) * max(0.0, 1 - course.falls * s / n_steps))
    return optimizer, rate


def wanted(row):
    """What the logarithm of each label's probability weighs in the loss."""
    weight = row["weight"] * (RECIPE["sentences"] if row["origin"] == "sentence" else 1)
    smooth = RECIPE["smoothing"] / len(windows.LABELS)
    return [weight * of_label * (smooth + (1 - RECIPE["smoothing"]) * (k == row["label"])) for k, of_label in enumerate(RECIPE["labels"])]


def one_pass(corpus, course, number, run):
    """Pass `number`, with its share of the texts that it learns from once."""
    weights = torch.tensor([wanted(row) for row in corpus.rows])
    sentences = [key for key in course.keys if is_sentence(key)]
    articles = [key for key in course.keys if not is_sentence(key)]
    share = course.once[number :: course.passes]
    everything = [batch for keys, fresh in ((articles, True), (sentences, True), (share, False)) for batch in batches(cut(corpus, keys, fresh))]
    random.shuffle(everything)
    for batch in everything:
        made = collate(batch)
        rows = made["rows"]
        with torch.autocast("cpu", torch.bfloat16, enabled=RECIPE["products"] == "bfloat16"):
            logits = run["network"](made)
        (-(functional.log_softmax(logits.float(), 1) * weights[rows]).sum() / len(rows)).backward()
        torch.nn.utils.clip_grad_norm_(run["network"].parameters(), RECIPE["clip"])
        run["optimizer"].step()
        run["rate"].step()
        run["optimizer"].zero_grad()
        kept = min(course.average, run["rate"].last_epoch / (run["rate"].last_epoch + 10))
        with torch.no_grad():
            for mean, now in zip(run["average"].parameters(), run["network"].parameters()):
                if now.requires_grad:
                    mean.lerp_(now, 1 - kept)


def start(corpus, course):
    torch.manual_seed(1)
    network = pretrained(RECIPE["layers"], RECIPE["anew"]).train()
    if course.begin:
        network.load_state_dict(torch.load(course.begin, weights_only=True))
    torch.manual_seed(course.seed)
    random.seed(course.seed)
    n_steps = course.passes * (len(batches(cut(corpus, course.keys, True))) + 1) + len(batches(cut(corpus, course.once, False)))
    optimizer, rate = optimizer_of(network, n_steps, course)
    return {"network": network, "average": copy.deepcopy(network), "optimizer": optimizer, "rate": rate}


def learn(corpus, course, path, print_of):
    """Writes the mean of the weights over the last steps under PATH, by way of PATH.state after each pass."""
    run, done, state = start(corpus, course), 0, path + ".state"
    if os.path.exists(state):
        kept = torch.load(state, weights_only=False)
        if kept["print"] == print_of:
            for name, part in run.items():
                part.load_state_dict(kept[name])
            done = kept["done"]
            random.setstate(kept["random"])
            torch.set_rng_state(kept["torch"])
    for number in range(done, course.passes):
        began = time.time()
        one_pass(corpus, course, number, run)
        with whole(state) as new:
            torch.save({**{name: part.state_dict() for name, part in run.items()}, "done": number + 1, "print": print_of,
                        "random": random.getstate(), "torch": torch.get_rng_state()}, new)  # fmt: skip
        print(f"{os.path.basename(path)}: pass {number + 1} of {course.passes}, {time.time() - began:.0f} s", file=sys.stderr)
    with whole(path) as new:
        torch.save(run["average"].state_dict(), new)
    os.remove(state)
