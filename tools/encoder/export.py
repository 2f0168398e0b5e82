#!/usr/bin/env python3
"""An encoder's weights as the model file that slant reads.

In: a state dictionary of PyTorch (.pt) with the names of network.py, vocab.txt, and windows of ids, better many than few, on
which the rounding looks at what each layer gets. Out: a safetensors file with int8 weights and its checksum. Needs PyTorch, NumPy and xxhash.
Usage: export.py WEIGHTS.pt vocab.txt OUT.safetensors [--windows WINDOWS.jsonl] [--card KEY=TEXT]...
WINDOWS.jsonl: a line for each window, {"ids": [...], "title": n}.
"""

import argparse
import json
import struct

import numpy as np
import rounding
import torch
import xxhash
from torch.nn import functional

ALIGNMENT = 64
EPSILON = 1e-12
HEAD = 32  # width of a head
MATRICES = ["qkv", "mix", "wide", "narrow"]
NORMS = ["norm1.weight", "norm1.bias", "norm2.weight", "norm2.bias"]
LIMITS = {"title_pieces": 32, "text_pieces": 128, "window": 256}
TYPES = {"int8": "I8", "uint8": "U8", "float32": "F32"}


def attend(qkv, n_heads):
    n, width = len(qkv), qkv.shape[1] // 3
    query, key, value = qkv.view(n, 3, n_heads, width // n_heads).permute(1, 2, 0, 3)
    return functional.scaled_dot_product_attention(query, key, value).transpose(0, 1).reshape(n, width)


def hidden_of(state, windows, words, linear):
    """What the last layer makes of the pieces of all windows, one behind the other. linear: (layer, name, x) to what that matrix makes of x."""
    lengths, n_heads = [len(ids) for ids, _ in windows], state["norm.weight"].shape[0] // HEAD

    def norm(name, x):
        return functional.layer_norm(x, x.shape[-1:], state[f"{name}.weight"], state[f"{name}.bias"], EPSILON)

    def embed(ids, n_title):
        types = (torch.arange(len(ids)) >= n_title).long()
        return words[torch.tensor(ids)] + state["places.weight"][: len(ids)] + state["parts.weight"][types]

    x = norm("norm", torch.cat([embed(ids, n_title) for ids, n_title in windows]))
    for layer in range(count_layers(state)):
        attended = torch.cat([attend(part, n_heads) for part in linear(layer, "qkv", x).split(lengths)])
        x = norm(f"layers.{layer}.norm1", x + linear(layer, "mix", attended))
        x = norm(f"layers.{layer}.norm2", x + linear(layer, "narrow", functional.gelu(linear(layer, "wide", x))))
    return x


def matrix_of(state, layer, name):
    return [state[f"layers.{layer}.{name}.{part}"].numpy().astype(np.float32) for part in ["weight", "bias"]]


def round_matrices(state, windows, words):
    """Each matrix by (layer, name), rounded with an eye on what it gets from those that were rounded before it, and what it would get from them else."""
    made, exact = {}, {}

    def multiply(layer, name, x):
        exact[layer, name] = x.numpy()
        return functional.linear(x, *(state[f"layers.{layer}.{name}.{part}"] for part in ["weight", "bias"]))

    def round_and_multiply(layer, name, x):
        samples = x.numpy()
        weight, bias = rounding.follow(*matrix_of(state, layer, name), exact.pop((layer, name)), samples)
        made[layer, name] = rounding.round_layer(weight, bias, samples)
        return torch.from_numpy(rounding.product(made[layer, name], samples))

    if windows:
        with torch.inference_mode():
            hidden_of(state, windows, state["words.weight"], multiply)
            hidden_of(state, windows, words, round_and_multiply)
        return made
    return {(layer, name): rounding.round_layer(*matrix_of(state, layer, name)) for layer in range(count_layers(state)) for name in MATRICES}


def count_layers(state):
    return 1 + max(int(name.split(".")[1]) for name in state if name.startswith("layers."))


def tensors_of(state, vocabulary, windows):
    """The file's tensors by name; those of all layers are stacked."""
    floats = {name: tensor.numpy().astype(np.float32) for name, tensor in state.items()}
    made = {"vocabulary": np.frombuffer(vocabulary, np.uint8)}
    made["words.weight"], made["words.scale"] = rounding.round_rows(floats["words.weight"])
    for name in ["places.weight", "parts.weight", "norm.weight", "norm.bias", "head.weight", "head.bias"]:
        made[name] = floats[name]
    n_layers, words = count_layers(state), torch.from_numpy(made["words.weight"] * made["words.scale"][:, None])
    rounded = round_matrices(state, windows, words)
    for name in MATRICES:
        layers = [rounded[layer, name] for layer in range(n_layers)]
        for part in ["weight", "scale"]:
            made[f"{name}.{part}"] = np.concatenate([layer[part] for layer in layers])
        for part in ["bias", "middle", "factor"]:
            made[f"{name}.{part}"] = np.stack([layer[part] for layer in layers])
    for name in NORMS:
        made[name] = np.stack([floats[f"layers.{layer}.{name}"] for layer in range(n_layers)])
    return made


def pack(tensors, metadata):
    """The bytes of a safetensors file as slant wants it: no holes, tensors on 64 bytes, a checksum."""
    entries, data = {"__metadata__": {**metadata, "checksum": "0" * 32}}, bytearray()
    for number, (name, tensor) in enumerate(tensors.items()):
        start = len(data)
        data += np.ascontiguousarray(tensor).tobytes()
        entries[name] = {"dtype": TYPES[str(tensor.dtype)], "shape": list(tensor.shape), "data_offsets": [start, len(data)]}
        pad = -len(data) % ALIGNMENT
        if pad:
            entries[f"pad.{number:02}"] = {"dtype": "U8", "shape": [pad], "data_offsets": [len(data), len(data) + pad]}
            data += bytes(pad)
    header = json.dumps(entries, separators=(",", ":"), ensure_ascii=False).encode()
    header += b" " * (-(8 + len(header)) % ALIGNMENT)
    whole = bytearray(struct.pack("<Q", len(header)) + header + data)
    at = whole.index(b'"checksum":"') + len(b'"checksum":"')
    whole[at : at + 32] = xxhash.xxh3_128_hexdigest(bytes(whole)).encode()
    return bytes(whole)


def export(state, vocabulary, path, windows=(), limits=None, card=None, lower_case=True):
    """Writes the model file. state: tensors by name; vocabulary: bytes of vocab.txt; windows: (ids, number of ids of the title) each;
    card: further entries of the metadata."""
    limits = limits or LIMITS
    width, inner = state["norm.weight"].shape[0], state["layers.0.wide.weight"].shape[0]
    sizes = {"layers": count_layers(state), "width": width, "heads": width // HEAD, "inner": inner,
             "places": state["places.weight"].shape[0], **limits}  # fmt: skip
    metadata = {**(card or {}), **{key: str(value) for key, value in sizes.items()}, "format": "slant-encoder-2",
                "epsilon": str(EPSILON), "lower_case": "true" if lower_case else "false"}  # fmt: skip
    with open(path, "wb") as file:
        file.write(pack(tensors_of(state, vocabulary, windows), dict(sorted(metadata.items()))))


def read_windows(path):
    with open(path, encoding="utf-8") as file:
        return [(window["ids"], window["title"]) for window in map(json.loads, file)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights")
    parser.add_argument("vocabulary")
    parser.add_argument("out")
    parser.add_argument("--windows", help="JSON lines: what rounding looks at")
    parser.add_argument("--card", action="append", default=[], metavar="KEY=TEXT")
    options = parser.parse_args()
    state = torch.load(options.weights, map_location="cpu", weights_only=True)
    with open(options.vocabulary, "rb") as file:
        vocabulary = file.read()
    windows = read_windows(options.windows) if options.windows else []
    export(state, vocabulary, options.out, windows, card=dict(entry.split("=", 1) for entry in options.card))


if __name__ == "__main__":
    main()
