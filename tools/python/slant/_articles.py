"""Articles of Python as JSON lines.

In: texts, dictionaries, or a frame of pandas. Out: chunks of lines, one an article, with how many there are.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Union

Article = Union[str, Mapping[str, Any]]
CHUNK = 1 << 20  # bytes of lines that go to the library at once


def is_frame(articles: Any) -> bool:
    """Whether it is a frame of pandas, which need not be installed."""
    return hasattr(articles, "to_dict") and hasattr(articles, "columns")


def _is_missing(value: Any) -> bool:
    """None, and the values that pandas puts where there is none, which differ from themselves or refuse to say."""
    if value is None:
        return True
    try:
        return bool(value != value)
    except (TypeError, ValueError):
        return type(value).__name__ == "NAType"


def _line(article: Article, number: int, id_key: str) -> bytes:
    fields = {"text": article} if isinstance(article, str) else article
    if not isinstance(fields, Mapping):
        raise TypeError(f"found an article that is {type(article).__name__}, expected str or a mapping")
    known = {key: value for key, value in fields.items() if not _is_missing(value)}
    known.setdefault(id_key, str(number))
    # surrogates that stand alone are no text: the library says so, with the article's number
    return json.dumps(known, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass") + b"\n"


def chunks(articles: Any, fields: Mapping[str, str]) -> Iterator[tuple[bytes, int]]:
    """Lines for the library, and how many they are. An article without an id is called by its number, from 1."""
    if is_frame(articles):
        articles = articles.to_dict("records")
    elif isinstance(articles, (str, Mapping)):
        articles = [articles]
    lines: list[bytes] = []
    size = 0
    id_key = fields.get("id", "id")
    for number, article in enumerate(_checked(articles), 1):
        lines.append(_line(article, number, id_key))
        size += len(lines[-1])
        if size >= CHUNK:
            yield b"".join(lines), len(lines)
            lines, size = [], 0
    if lines:
        yield b"".join(lines), len(lines)


def _checked(articles: Any) -> Iterable[Article]:
    if not isinstance(articles, Iterable) or isinstance(articles, (bytes, bytearray)):
        raise TypeError(f"found {type(articles).__name__}, expected articles: texts, mappings or a frame")
    return articles
