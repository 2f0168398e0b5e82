"""The blocks that the furniture detector is built and measured on.

In: datasets/furniture and a folder with articles.jsonl.zst and pages.tar.zst. Out: a list of Block, the same in every run.
Articles and pages are split in halves by a hash of their id or address: half 0 builds, half 1 measures.
"""
import collections
import io
import json
import os
import re
import subprocess
import tarfile
import zlib

from blocks import blocks_of
from patterns import furniture_pattern

# source: own+ own- | body (unique paragraph of an article) repeated (in several articles) piece, cut heading, wrapped (made of a body paragraph)
#         | without with (sentences of pages' gold data) inside heading outside (blocks of pages)
# rate: part of its kind that was drawn; spread: number of pages on which an outside block stands
Block = collections.namedtuple("Block", "source half text kind language rate spread matched place")


def crc(text):
    return zlib.crc32(text.encode())


def half_of(name):
    return crc(name) & 1


def draw(key, rate):
    return (crc("draw" + key) >> 8) % 10000 < rate * 10000


def words_in(text):
    return len(text.split())


def block(source, half, text, kind="", language="", rate=1.0, spread=0, place=""):
    return Block(source, half, text, kind, language, rate, spread, furniture_pattern(text) is not None, place)


def read_tsv(path):
    with open(path, encoding="utf-8") as file:
        return [line.rstrip("\n").split("\t") for line in file][1:]


def unescaped(text):
    return text.replace("\\n", "\n")


def own_blocks(datasets):
    for half, name in enumerate(["build.tsv", "measure.tsv"]):
        for kind, line in read_tsv(os.path.join(datasets, name)):
            yield block("own+", half, unescaped(line), kind)
    for part, line in read_tsv(os.path.join(datasets, "body.tsv")):
        yield block("own-", 0 if part == "build" else 1, unescaped(line))


def zstd(path):
    return subprocess.run(["zstd", "-dc", "--long=27", path], stdout=subprocess.PIPE, check=True).stdout


def articles(corpora):
    for line in zstd(os.path.join(corpora, "articles.jsonl.zst")).decode().splitlines():
        record = json.loads(line)
        paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", record["text"])]
        yield record["id"], record["source"], [p for p in paragraphs if p]


def cut_piece(text, key):
    """A line as hard wrapping leaves it in the middle of a paragraph."""
    width = (55, 65, 72, 80, 100)[crc(key) % 5]
    if len(text) < width + 20:
        return None
    start = text.find(" ", (crc("at" + key) >> 4) % (len(text) - width)) + 1
    end = text.rfind(" ", start, start + width)
    return text[start:end] if 0 < start < end - 20 else None


def cut_heading(text, key):
    """One to four words out of a paragraph, as a heading has them: no furniture, whatever their number suggests."""
    words = [w.strip(".,;:!?()\"“”„«»'’") for w in text.split()]
    n, at = 1 + crc("n" + key) % 4, crc("heading" + key) % max(1, len(words))
    chosen = words[at:at + n]
    if len(chosen) < n or not all(chosen) or (n == 1 and len(chosen[0]) < 5):
        return None
    heading = " ".join(chosen)
    return heading[0].upper() + heading[1:]


def pieces_of(text, key, half, language, many):
    """Negatives made of a long paragraph."""
    piece = cut_piece(text, key) if draw("piece" + key, 0.12 * many) else None
    if piece:
        yield block("piece", half, piece, language=language)
    for k in range(int(many)):
        heading = cut_heading(text, f"{key}:{k}") if draw(f"heading{k}" + key, 0.2) else None
        if heading:
            yield block("cut heading", half, heading, language=language)
    if draw("wrapped" + key, 0.06 * many):
        yield block("wrapped", half, wrap(text), language=language)


def wrap(text, width=72):
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > width:
            lines.append(line)
            line = word
        else:
            line = line + " " + word if line else word
    return "\n".join(lines + [line])


def article_blocks(corpora, apart):
    """Paragraphs of articles, the short ones drawn more often, for they are the dangerous ones."""
    whole = list(articles(corpora))
    times = collections.Counter(p for _, _, paragraphs in whole for p in set(paragraphs))
    seen = set()
    for name, source, paragraphs in whole:
        for number, text in enumerate(paragraphs):
            key = f"{name}:{number}"
            if times[text] >= 3:
                if text not in seen and source != "The Flip Side":
                    seen.add(text)
                    yield block("repeated", half_of(name), text, source)
                continue
            n_words = words_in(text)
            rate = 1.0 if n_words < 12 else 0.5 if n_words < 20 else 0.12
            if name in apart or not draw(key, rate):
                continue
            yield block("body", half_of(name), text, source, rate=rate, place=key)
            if n_words > 30:
                yield from pieces_of(text, key, half_of(name), "en", 1)


def squeezed(text):
    return re.sub(r"\W+", "", text.lower())


def read_pages(corpora):
    with tarfile.open(fileobj=io.BytesIO(zstd(os.path.join(corpora, "pages.tar.zst")))) as tar:
        files = {os.path.basename(m.name): tar.extractfile(m).read() for m in tar.getmembers() if m.isfile()}
    for line in files["index.jsonl"].decode().splitlines():
        record = json.loads(line)
        try:
            found, language = blocks_of(files[record["file"]])
        except Exception:  # a page that lxml cannot read is left out
            found, language = [], ""
        yield record, found, language


def page_blocks(corpora):
    pages = list(read_pages(corpora))
    spread = collections.defaultdict(set)
    for record, found, _ in pages:
        for text, _, _ in found:
            if len(text) < 150:
                spread[text.lower()].add(record["file"])
    seen = set()
    for record, found, language in pages:
        half = half_of(record["url"])
        for source in ("without", "with"):
            for text in record[source]:
                yield block(source, half, " ".join(text.split()), language=language)
        starts = [squeezed(s)[:45] for s in record["with"] if len(squeezed(s)) > 8]
        ours = [i for i, (text, _, _) in enumerate(found) if any(s in squeezed(text) for s in starts)]
        if not ours or language not in ("en", "de", ""):
            continue
        for i, (text, tag, apart) in enumerate(found):
            if (text[:100], half) in seen:
                continue
            seen.add((text[:100], half))
            if min(ours) <= i <= max(ours):
                source = "inside" if tag == "p" and not apart else "heading" if tag in ("h2", "h3") else None
            else:
                source = "outside"
            if source:
                yield block(source, half, text, language=language, spread=len(spread[text.lower()]))
            if source == "inside" and words_in(text) > 30:
                yield from pieces_of(text, f"{record['file']}:{i}", half, language, 4)


def all_blocks(datasets, corpora):
    apart = set()
    reference = os.path.join(datasets, "body-1000.tsv")
    if os.path.exists(reference):
        apart = {row[0] for row in read_tsv(reference)}
    found = list(own_blocks(datasets)) + list(article_blocks(corpora, apart)) + list(page_blocks(corpora))
    return [b for b in found if b.text.strip()]
