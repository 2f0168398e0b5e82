"""Models: opened once, asked by any number of threads.

In: articles. Out: the rows that the program writes, as dictionaries, a frame, or lines of JSON to the byte.
"""

from __future__ import annotations

import ctypes
import json
import os
import sys
from collections.abc import Iterator, Mapping
from ctypes import byref, c_char_p, c_void_p
from typing import Any, Optional

from . import _articles, _library
from ._errors import DataError, UsageError, raise_error

EFFORTS = ("fast", "balanced", "best")
DECIDES = ("balanced", "argmax")
PARAGRAPHS_BY = ("auto", "blank", "line")
ROWS = ("paragraphs", "articles", "nested")
ERRORS = ("raise", "emit")
MODEL = "news-en.safetensors"


def _number(name: str, value: str, choices: tuple[str, ...]) -> int:
    if value not in choices:
        raise UsageError(f"found {name} {value!r}, expected one of {', '.join(choices)}")
    return choices.index(value)


def _find_model() -> str:
    named = os.environ.get("SLANT_MODEL")
    if named:
        return named
    here = _library.HERE
    folders = [
        os.path.join(here, "share"),
        os.path.join(here, "..", "..", "share", "slant"),
        os.path.join(here, "..", "..", "..", "models"),
        os.path.join(sys.prefix, "share", "slant"),
        "/usr/local/share/slant",
        "/usr/share/slant",
    ]
    for folder in folders:
        path = os.path.join(folder, MODEL)
        if os.path.exists(path):
            return path
    raise FileNotFoundError("found no model, expected its path, or SLANT_MODEL to name it")


def _find_encoder(model_path: str) -> Optional[str]:
    named = os.environ.get("SLANT_ENCODER")
    if named:
        return named
    stem = model_path[: -len(".safetensors")] if model_path.endswith(".safetensors") else model_path
    beside = stem + "-encoder.safetensors"
    return beside if os.path.exists(beside) else None


class Model:
    """A model, and the encoder that belongs to it where there is one. Threads may share it.

    It holds memory of the library until it is closed, by `close`, at the end of `with`, or when nobody refers to it.
    """

    def __init__(self, path: Optional[str] = None, encoder: Optional[str] = None) -> None:
        self._model: Optional[int] = None
        self._encoder: Optional[int] = None
        self._lib = _library.library()
        self.path = os.fspath(path) if path is not None else _find_model()
        self.encoder_path = os.fspath(encoder) if encoder is not None else _find_encoder(self.path)
        self._model = self._open(self._lib.slant_model_open, self.path)

    @staticmethod
    def _open(function: Any, path: str) -> int:
        out, error = c_void_p(), _library.Error()
        function(byref(out), os.fsencode(path), byref(error))
        raise_error(error)
        return out.value or 0

    @property
    def labels(self) -> list[str]:
        """Names of the labels, in the order of their columns."""
        n = self._lib.slant_model_n_labels(self._handle())
        return [self._lib.slant_model_label(self._handle(), k).decode() for k in range(n)]

    @property
    def checksum(self) -> str:
        """XXH3-128 of the file, which tells models apart."""
        return str(self._lib.slant_model_checksum(self._handle()).decode())

    @property
    def card(self) -> dict[str, str]:
        """What the model says of itself."""
        entries: dict[str, str] = {}

        def visit(_: Any, key: _library.Text, value: _library.Text) -> None:
            entries[_decode(key)] = _decode(value)

        self._lib.slant_model_card(self._handle(), _library.VISIT(visit), None)
        return entries

    def classify(
        self,
        articles: Any,
        *,
        effort: str = "fast",
        target: Optional[str] = None,
        rows: str = "paragraphs",
        frame: Optional[bool] = None,
        **options: Any,
    ) -> Any:
        """Labels articles: a list of rows, or a frame of pandas.

        `articles` are texts, mappings with the keys of slant's JSON lines (id, title, source, date, author, url, topic, target, and text or
        paragraphs), or a frame with such columns. What has no id is called by its number, from 1.

        `effort`: "fast", or "balanced" or "best" with the model's encoder. `target`: judge toward this name. `rows`: "paragraphs", "articles", or
        "nested", articles with their paragraphs under `rows`. `frame`: True for a frame, False for a list; a frame is answered with a frame.
        Further options are those of `stream`.
        """
        wants_frame = _articles.is_frame(articles) if frame is None else frame
        found = list(self.stream(articles, effort=effort, target=target, rows=rows, **options))
        return _frame(found) if wants_frame else found

    def stream(self, articles: Any, *, fields: Optional[Mapping[str, str]] = None, errors: str = "raise", **options: Any) -> Iterator[dict[str, Any]]:
        """The rows of `classify` one by one, while articles are still taken from an iterator.

        `fields` maps names, as in {"text": "body"}. `errors`: "raise" a DataError at the first article that is unfit, or "emit"
        {"error": {"source", "line", "message"}} in its place. The other options are those of `classify_lines`.
        """
        n_done = 0
        for lines, n in _articles.chunks(articles, fields or {}):
            try:
                found = self.classify_lines(lines, fields=fields, errors=errors, **options)
            except DataError as problem:
                raise DataError(problem.text, problem.source, problem.line + n_done if problem.line else 0) from None
            for line in found.splitlines():
                row = json.loads(line)
                if "error" in row and row["error"]["line"] is not None:
                    row["error"]["line"] += n_done
                yield row
            n_done += n

    def classify_lines(
        self,
        lines: bytes,
        *,
        effort: str = "fast",
        target: Optional[str] = None,
        rows: str = "paragraphs",
        text: bool = False,
        keep_furniture: bool = False,
        decide: str = "balanced",
        min_precision: float = 0.0,
        paragraphs_by: str = "auto",
        fields: Optional[Mapping[str, str]] = None,
        errors: str = "raise",
        threads: int = 1,
    ) -> bytes:
        """JSON lines to JSON lines: the bytes that `slant classify - --from jsonl --format jsonl` writes, with `rows` "articles" those of
        --summary, with "nested" those of --nest. Ids stay as they are, even when they repeat. `threads`: 0 for as many as there are processors.
        """
        classify = _library.ClassifyOptions(
            decide=_number("decide", decide, DECIDES),
            keep_furniture=keep_furniture,
            effort=_number("effort", effort, EFFORTS),
            target=target.encode() if target is not None else None,
            min_precision=min_precision,
        )
        if effort != "fast":
            classify.encoder = self._get_encoder()
        _number("errors", errors, ERRORS)
        _number("rows", rows, ROWS)
        nested = rows == "nested"
        writer = _library.WriterOptions(
            format=_library.ROWS_JSONL,
            articles=rows == "articles",
            nested=nested,
            with_text=text,
            with_topic=nested,
            with_target=nested,
        )
        names = [f"{field}={name}".encode() for field, name in (fields or {}).items()]
        mapped = (c_char_p * len(names))(*names)
        lines = bytes(lines)
        reader = _library.ReaderOptions(
            format=_library.FORMAT_JSONL,
            paragraphs_by=_number("paragraphs_by", paragraphs_by, PARAGRAPHS_BY),
            fail=errors == "raise",
            fields=mapped,
            n_fields=len(names),
            keep_ids=True,
            bytes=_library.Text(ctypes.cast(c_char_p(lines), c_void_p), len(lines)),
        )
        return self._run(reader, classify, writer, threads)

    def _run(self, reader_options: Any, classify_options: Any, writer_options: Any, threads: int) -> bytes:
        """Reads, labels and writes without a call back into Python, so that other threads run meanwhile."""
        lib, error, text = self._lib, _library.Error(), _library.Text()
        reader, writer = c_void_p(), c_void_p()
        inputs = (c_char_p * 1)(b"-")
        try:
            lib.slant_writer_open(byref(writer), -1, self._handle(), byref(writer_options), byref(error))
            raise_error(error)
            if not reader_options.fail:
                reader_options.user = writer
                reader_options.unfit = _library.address(lib.slant_writer_add_error)
            lib.slant_reader_open(byref(reader), inputs, 1, byref(reader_options), byref(error))
            raise_error(error)
            sink = _library.address(lib.slant_writer_sink)
            lib.slant_classify_all(self._handle(), reader, byref(classify_options), threads, sink, writer, byref(error))
            raise_error(error)
            lib.slant_writer_take(writer, byref(text), byref(error))
            raise_error(error)
            return ctypes.string_at(text.ptr, text.len) if text.len else b""
        finally:
            lib.slant_text_free(text)
            lib.slant_reader_close(reader)
            lib.slant_writer_close(writer)

    def _handle(self) -> int:
        if self._model is None:
            raise ValueError("found a model that is closed")
        return self._model

    def _get_encoder(self) -> int:
        if self._encoder is None:
            if self.encoder_path is None:
                raise UsageError("found no encoder beside the model, expected its file there or named by encoder or SLANT_ENCODER; effort fast does without")
            self._encoder = self._open(self._lib.slant_encoder_open, self.encoder_path)
        return self._encoder

    def close(self) -> None:
        """Gives the memory back. No thread may be asking."""
        if self._model is not None:
            self._lib.slant_model_free(self._model)
        if self._encoder is not None:
            self._lib.slant_encoder_close(self._encoder)
        self._model = self._encoder = None

    def __enter__(self) -> Model:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


def _decode(text: _library.Text) -> str:
    return ctypes.string_at(text.ptr, text.len).decode() if text.len else ""


def _frame(rows: list[dict[str, Any]]) -> Any:
    try:
        import pandas
    except ImportError:
        raise ImportError("found no pandas, expected it for frames; frame=False gives a list") from None
    frame = pandas.DataFrame(rows)
    if "flags" in frame:
        frame["flags"] = frame["flags"].map(lambda flags: ";".join(flags) if isinstance(flags, list) else "")
    return frame
