"""Weights of a linear layer as int8, with what the layer's input is centred and divided by.

In: float weights (outputs, inputs), and samples of the layer's input (tokens, inputs), or none. Out: int8 weights, a scale for each group
of inputs and each output, and for each input the middle that is taken off and the factor that it is multiplied by. Errors of rounding are made up for by the weights
that are still to be rounded, as in GPTQ (Frantar et al., ICLR 2023), and those of earlier layers by all weights of the next, as in GPTAQ (Li et al., ICML
2025); inputs and weights share the burden of large channels as in SmoothQuant (Xiao et al., ICML 2023). Needs NumPy.
"""

import numpy as np

LARGEST = 127  # of a weight
PAIR = 128  # of the sum of two neighbouring weights of one sign: times 255 it still fits into 16 bits
SHRINKS = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68)
DAMPING = 0.01  # of the inputs' moments, by their mean square: what was seen is not all there is
GROUP = 128  # inputs that share a scale: 64 round a fifth better, but cost a sixth of the speed


def pair_sums(weight):
    """The largest sum of one sign that two neighbouring inputs (2k, 2k + 1) reach, for each output."""
    pairs = weight.reshape(len(weight), -1, 2)
    return np.maximum(np.clip(pairs, 0, None).sum(2).max(1), np.clip(-pairs, 0, None).sum(2).max(1))


def clip_column(values, before):
    """Rounds a column so that with the one before it, its partner (None: it is the first of a pair), it stays within PAIR."""
    high = np.full(len(values), LARGEST, np.float64)
    low = -high
    if before is not None:
        high = np.minimum(high, PAIR - np.clip(before, 0, None))
        low = np.maximum(low, -(PAIR - np.clip(-before, 0, None)))
    return np.clip(np.rint(values), low, high)


def round_plain(weight, scale):
    made = np.empty_like(weight)
    for k in range(weight.shape[1]):
        made[:, k] = clip_column(weight[:, k] / scale, made[:, k - 1] if k % 2 else None)
    return made


def choose_scales(weight, importance):
    """The scale an output that loses least, inputs weighed by their mean square."""
    full = np.maximum(np.maximum(np.abs(weight).max(1) / LARGEST, pair_sums(weight) / PAIR), 1e-12)
    best, scales = np.full(len(weight), np.inf), full.copy()
    for shrink in SHRINKS:
        scale = full * shrink
        loss = ((round_plain(weight, scale) * scale[:, None] - weight) ** 2) @ importance
        scales = np.where(loss < best, scale, scales)
        best = np.minimum(best, loss)
    return scales.astype(np.float32).astype(np.float64)


def damp(moments):
    n = len(moments)
    return moments + np.eye(n) * (DAMPING * np.trace(moments) / n)


def round_compensated(weight, moments, group):
    """Column by column; what one loses, those behind it make up for, as far as the inputs' moments let them. (weights, scales)"""
    n, importance, scales = len(moments), np.diag(moments), []
    upper = np.linalg.cholesky(np.linalg.inv(damp(moments))).T  # the inverse is upper.T @ upper
    left, made = weight.copy(), np.empty_like(weight)
    for start in range(0, n, group):
        end = start + group
        scale = choose_scales(left[:, start:end], importance[start:end])
        scales.append(scale)
        losses = np.zeros((len(weight), end - start))
        for k in range(start, end):
            made[:, k] = clip_column(left[:, k] / scale, made[:, k - 1] if k % 2 else None)
            losses[:, k - start] = (left[:, k] - made[:, k] * scale) / upper[k, k]
            left[:, k + 1 : end] -= losses[:, k - start, None] * upper[k, k + 1 : end]
        left[:, end:] -= losses @ upper[start:end, end:]
    return made, np.stack(scales)


def smooth(weight, samples):
    """What is taken off each input, and what it is divided by."""
    middle = samples.mean(0)
    reach = np.maximum(np.abs(samples - middle).max(0), 1e-4)
    divisor = np.sqrt(reach / np.maximum(np.abs(weight).max(0), 1e-4))
    return middle, divisor / divisor.mean()


def round_groups(weight, group):
    """Each weight by itself. (weights, scales)"""
    made, scales = np.empty_like(weight), []
    for start in range(0, weight.shape[1], group):
        part = weight[:, start : start + group]
        scales.append(choose_scales(part, np.ones(group)))
        made[:, start : start + group] = round_plain(part, scales[-1])
    return made, np.stack(scales)


def follow(weight, bias, exact, samples):
    """Weights and bias that make of `samples` what those given make of `exact`, as nearly as can be: the same tokens, once as the layer gets them where
    what stands before it is rounded, once as it would get them where nothing is."""
    middle, exact_middle = samples.mean(0), exact.mean(0)
    centred = samples - middle
    moments = centred.T @ centred / len(centred)
    lost = (exact - exact_middle - centred).T @ centred / len(centred)
    made = weight + weight @ np.linalg.solve(damp(moments), lost.T).T
    return made, bias + weight @ exact_middle - made @ middle


def round_layer(weight, bias, samples=None, group=GROUP):
    """A dictionary: weight int8, scale (groups, outputs), bias, middle and factor float32. The layer is the sum over groups of
    scale * weight @ ((x - middle) * factor), plus bias."""
    weight, bias = weight.astype(np.float64), bias.astype(np.float64)
    n = weight.shape[1]
    middle, divisor = (np.zeros(n), np.ones(n)) if samples is None else smooth(weight, samples.astype(np.float64))
    middle, factor = middle.astype(np.float32), (1 / divisor).astype(np.float32)
    bias = bias + weight @ middle.astype(np.float64)
    weight = weight / factor
    if samples is None:
        made, scale = round_groups(weight, group)
    else:
        inputs = (samples.astype(np.float64) - middle) * factor
        moments = inputs.T @ inputs / len(inputs)
        made, scale = round_compensated(weight, moments, group)
    return {"weight": made.astype(np.int8), "scale": scale.astype(np.float32), "bias": bias.astype(np.float32), "middle": middle,
            "factor": factor}  # fmt: skip


def product(layer, inputs, group=GROUP):
    """What slant makes of (tokens, inputs), which it rounds to 0 … 255 in each group, by a layer of round_layer."""
    centred = ((inputs - layer["middle"]) * layer["factor"]).reshape(len(inputs), -1, group)
    low = centred.min(2, keepdims=True)
    step = np.maximum(centred.max(2, keepdims=True) - low, 1e-30) / 255
    rounded = np.rint((centred - low) / step) * step + low
    weight = layer["weight"].astype(np.float32).reshape(len(layer["bias"]), -1, group)
    out = np.repeat(layer["bias"][None], len(inputs), 0)
    for k, scale in enumerate(layer["scale"]):
        out += rounded[:, k] @ weight[:, k].T * scale
    return out


def round_rows(table):
    """An embedding as int8 with a scale a row."""
    scale = (np.maximum(np.abs(table).max(1), 1e-12) / LARGEST).astype(np.float32)
    return np.clip(np.rint(table / scale[:, None]), -LARGEST, LARGEST).astype(np.int8), scale
