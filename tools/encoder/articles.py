"""Articles that nobody's fold holds, and the sentences in them."""

import json
import re
import subprocess

END_OF_SENTENCE = re.compile(r'(?<=[.!?])["”’]?\s+(?=[“"A-Z])')


def lines_of(path):
    """Of a file that zstd packed."""
    with subprocess.Popen(["zstd", "-dcq", "--long=27", path], stdout=subprocess.PIPE, encoding="utf-8") as unpacked:
        yield from unpacked.stdout


def articles_of(path):
    """Dictionaries with id, title and text."""
    return map(json.loads, lines_of(path))


def pieces_of(article):
    """What stands between blank lines, as datasets/framing/README.md cuts it, short ones and all."""
    return (re.sub(r"\s+", " ", piece).strip() for piece in re.split(r"\n\s*\n", article["text"]))


def sentences_of(article):
    """Its sentences, cut where one ends and a capital letter or a quotation begins, also behind abbreviations."""
    for piece in pieces_of(article):
        yield from END_OF_SENTENCE.split(piece)
