"""Windows of word pieces: a title and as many paragraphs of an article as there is room for.

In: labelled paragraphs (framing.jsonl) and a tokenizer. Out: windows, [CLS] title [SEP] paragraph [SEP] paragraph [SEP] ...; a long article
makes several, each with the title. Needs tokenizers where texts are cut.
"""

import json

BEGIN, END = 101, 102  # [CLS] and [SEP]
TITLE, TEXT, WINDOW = 32, 128, 256  # most pieces of a title and of a paragraph; most ids of a window with several paragraphs
LABELS = ["supportive", "critical", "neutral"]


def load(path, tokenizer):
    """(rows, articles, heads): a dictionary for each paragraph (article, ids, label); the rows of each article in order; the ids of each
    article's title with what stands around it."""

    def pieces(texts):
        return [encoded.ids for encoded in tokenizer.encode_batch(texts, add_special_tokens=False)]

    with open(path, encoding="utf-8") as file:
        lines = [json.loads(line) for line in file]
    titles = {line["article"]: line["title"] for line in lines}
    rows, articles = [], {}
    for number, (line, ids) in enumerate(zip(lines, pieces([line["text"] for line in lines]))):
        rows.append({"article": line["article"], "ids": ids[:TEXT], "label": LABELS.index(line["label"])})
        articles.setdefault(line["article"], []).append(number)
    heads = {article: [BEGIN, *ids[:TITLE], END] for article, ids in zip(titles, pieces(list(titles.values())))}
    return rows, articles, heads


def pack(rows, members, head, first=WINDOW):
    """Cuts an article's rows, in their order, into windows: (ids, number of ids of the title, [(row, begin, end)]). `first` is the size of
    the first one."""
    made, ids, spans, limit = [], list(head), [], first
    for row in members:
        pieces = rows[row]["ids"]
        if spans and len(ids) + len(pieces) + 1 > limit:
            made.append((ids, len(head), spans))
            ids, spans, limit = list(head), [], WINDOW
        spans.append((row, len(ids), len(ids) + max(1, len(pieces))))
        ids += [*pieces, END]
    if spans:
        made.append((ids, len(head), spans))
    return made


def line_of(window):
    """A window as tests/encoder/logits.c reads it."""
    ids, n_title, spans = window
    return " ".join(map(str, [n_title, len(ids), *ids, len(spans), *(place for _, begin, end in spans for place in (begin, end))]))
