"""Slices of a corpus, in the forms that the contestants read.

A slice is a folder: articles.jsonl (id, title, text an article) for slant and scikit-learn, paragraphs.txt (a paragraph a line, blanks made
one) for those that read no articles. Slices are made once and kept.
"""

import contextlib
import hashlib
import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass

from failure import Failure


@dataclass
class Slice:
    folder: str
    n_articles: int
    n_paragraphs: int
    n_bytes: int  # of the articles' text, UTF-8

    @property
    def articles(self):
        return os.path.join(self.folder, "articles.jsonl")

    @property
    def paragraphs(self):
        return os.path.join(self.folder, "paragraphs.txt")


def stamp(*paths):
    """Changes when one of the files does."""
    facts = []
    for path in paths:
        about = os.stat(path)
        facts.append((os.path.abspath(path), about.st_size, about.st_mtime_ns))
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:12]


def paragraphs_of(text):
    return [joined for piece in re.split(r"\n\s*\n", text) if (joined := " ".join(piece.split()))]


@contextlib.contextmanager
def opened_lines(command, path):
    """Lines of what a command prints, or of a file. The command may be left before its end."""
    if command is None:
        with open(path, "rb") as file:
            yield file
        return
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        yield process.stdout
        process.stdout.close()
        process.wait()


class Corpus:
    """Articles of a file or folder, from its start."""

    def __init__(self, path, slant, work):
        if not os.path.exists(path):
            raise Failure(f"{path}: no such file")
        self.path, self.slant, self.work = path, slant, work

    def _command(self):
        if self.path.endswith(".jsonl"):
            return None
        if self.path.endswith(".jsonl.zst"):
            return ["zstd", "-dc", "--long=27", "--quiet", self.path]
        return [self.slant, "read", "--quiet", self.path]

    def _articles(self, lines):
        for line in lines:
            record = json.loads(line)
            yield {key: record[key] for key in ("id", "title", "text") if record.get(key)}

    def _write(self, folder, most_articles, most_bytes):
        made = Slice(folder, 0, 0, 0)
        with opened_lines(self._command(), self.path) as lines, open(made.articles, "w", encoding="utf-8") as articles, \
                open(made.paragraphs, "w", encoding="utf-8") as paragraphs:  # fmt: skip
            for article in self._articles(lines):
                text = article.get("text", "")
                articles.write(json.dumps(article, ensure_ascii=False) + "\n")
                pieces = paragraphs_of(text)
                paragraphs.writelines(piece + "\n" for piece in pieces)
                made.n_articles += 1
                made.n_paragraphs += len(pieces)
                made.n_bytes += len(text.encode())
                if made.n_articles == most_articles or (most_bytes is not None and made.n_bytes >= most_bytes):
                    break
        return made

    def take(self, most_articles=None, most_bytes=None):
        """The first articles, as many or as long as is asked for, or all where there are fewer."""
        name = f"slice-{stamp(self.path)}-{most_articles or 'all'}-{most_bytes or 'all'}"
        folder = os.path.join(self.work, name)
        facts = os.path.join(folder, "facts.json")
        if not os.path.exists(facts):
            with tempfile.TemporaryDirectory(dir=self.work) as place:
                fresh = os.path.join(place, name)
                os.mkdir(fresh)
                made = self._write(fresh, most_articles, most_bytes)
                with open(os.path.join(fresh, "facts.json"), "w", encoding="utf-8") as file:
                    json.dump([made.n_articles, made.n_paragraphs, made.n_bytes], file)
                os.rename(fresh, folder)
        with open(facts, encoding="utf-8") as file:
            made = Slice(folder, *json.load(file))
        if made.n_bytes == 0:
            raise Failure(f"{self.path}: found no text, expected articles")
        return made
