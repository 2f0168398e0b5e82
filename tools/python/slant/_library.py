"""The shared library: where it lies, and what of include/slant/slant.h is called.

In: SLANT_LIBRARY, or the places where an installation puts it. Out: the loaded library with typed functions, and the structures
that they take. Structures stand in the header's order; tests/python holds them against it.
"""

from __future__ import annotations

import ctypes
import functools
import os
from ctypes import POINTER, c_bool, c_char, c_char_p, c_double, c_int, c_size_t, c_uint64, c_void_p
from typing import Any, ClassVar

HERE = os.path.dirname(os.path.abspath(__file__))
# what a later version of the library adds at a structure's end reads as zeros, its defaults
ROOM = 256


class Text(ctypes.Structure):
    """slant_text."""

    _fields_: ClassVar = [("ptr", c_void_p), ("len", c_size_t)]


class Error(ctypes.Structure):
    """slant_error."""

    _fields_: ClassVar = [("status", c_int), ("line", c_uint64), ("source", c_char * 256), ("text", c_char * 512)]


WARNING = ctypes.CFUNCTYPE(None, c_void_p, POINTER(Error))
VISIT = ctypes.CFUNCTYPE(None, c_void_p, Text, Text)


class ReaderOptions(ctypes.Structure):
    """slant_reader_options."""

    _fields_: ClassVar = [
        ("format", c_int),
        ("paragraphs_by", c_int),
        ("list_all", c_bool),
        ("strict", c_bool),
        ("fail", c_bool),
        ("limit", c_uint64),
        ("max_record_bytes", c_size_t),
        ("encoding", c_char_p),
        ("fields", POINTER(c_char_p)),
        ("n_fields", c_size_t),
        ("label_columns", POINTER(c_char_p)),
        ("n_label_columns", c_size_t),
        ("shard", c_size_t),
        ("n_shards", c_size_t),
        ("warning", c_void_p),
        ("user", c_void_p),
        ("unfit", c_void_p),
        ("pause", c_void_p),
        ("keep_ids", c_bool),
        ("bytes", Text),
        ("room_", c_char * ROOM),
    ]


class ClassifyOptions(ctypes.Structure):
    """slant_classify_options."""

    _fields_: ClassVar = [
        ("duplicates", c_void_p),
        ("decide", c_int),
        ("keep_furniture", c_bool),
        ("effort", c_int),
        ("encoder", c_void_p),
        ("target", c_char_p),
        ("ignore_targets", c_bool),
        ("min_precision", c_double),
        ("should_stop", c_void_p),
        ("stop_user", c_void_p),
        ("room_", c_char * ROOM),
    ]


class WriterOptions(ctypes.Structure):
    """slant_writer_options."""

    _fields_: ClassVar = [
        ("format", c_int),
        ("articles", c_bool),
        ("nested", c_bool),
        ("with_text", c_bool),
        ("with_topic", c_bool),
        ("with_target", c_bool),
        ("spreadsheet", c_bool),
        ("width", c_size_t),
        ("colour", c_bool),
        ("room_", c_char * ROOM),
    ]


FORMAT_JSONL = 3  # SLANT_FORMAT_JSONL
ROWS_JSONL = 2  # SLANT_ROWS_JSONL

# name: what it gives, what it takes
FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "slant_version": (c_char_p, []),
    "slant_model_open": (c_int, [POINTER(c_void_p), c_char_p, POINTER(Error)]),
    "slant_model_n_labels": (c_size_t, [c_void_p]),
    "slant_model_label": (c_char_p, [c_void_p, c_size_t]),
    "slant_model_checksum": (c_char_p, [c_void_p]),
    "slant_model_card": (None, [c_void_p, VISIT, c_void_p]),
    "slant_model_reads": (c_bool, [c_void_p]),
    "slant_model_free": (None, [c_void_p]),
    "slant_encoder_open": (c_int, [POINTER(c_void_p), c_char_p, POINTER(Error)]),
    "slant_encoder_checksum": (c_char_p, [c_void_p]),
    "slant_encoder_close": (None, [c_void_p]),
    "slant_effort_name": (c_char_p, [c_int]),
    "slant_reader_open": (
        c_int,
        [POINTER(c_void_p), POINTER(c_char_p), c_size_t, POINTER(ReaderOptions), POINTER(Error)],
    ),
    "slant_reader_close": (None, [c_void_p]),
    "slant_classify_all": (
        c_int,
        [c_void_p, c_void_p, POINTER(ClassifyOptions), c_size_t, c_void_p, c_void_p, POINTER(Error)],
    ),
    "slant_writer_open": (c_int, [POINTER(c_void_p), c_int, c_void_p, POINTER(WriterOptions), POINTER(Error)]),
    "slant_writer_take": (c_int, [c_void_p, POINTER(Text), POINTER(Error)]),
    "slant_writer_close": (None, [c_void_p]),
    "slant_writer_sink": (c_int, [c_void_p, c_void_p, POINTER(Error)]),
    "slant_writer_add_error": (None, [c_void_p, POINTER(Error)]),
    "slant_text_free": (None, [Text]),
}


def candidates() -> list[str]:
    """Where the library may lie, in the order in which it is looked for."""
    named = os.environ.get("SLANT_LIBRARY")
    if named:
        return [named]
    beside = [os.path.join(HERE, name) for name in ("libslant.so", "libslant.so.1")]
    return [path for path in beside if os.path.exists(path)] + ["libslant.so.1"]


@functools.cache
def library() -> ctypes.CDLL:
    """The library, loaded once. It lets other threads of Python run while it works."""
    problems = []
    for path in candidates():
        try:
            found = ctypes.CDLL(path)
        except OSError as problem:
            problems.append(str(problem))
            continue
        for name, (gives, takes) in FUNCTIONS.items():
            function = getattr(found, name)
            function.restype = gives
            function.argtypes = takes
        return found
    raise ImportError(
        "found no library of slant, expected libslant.so beside the package, where SLANT_LIBRARY says, or among the system's: "
        + "; ".join(problems)
    )


def address(function: Any) -> int:
    """Where a function of the library lies, to be handed to another one: no call comes back into Python."""
    return ctypes.cast(function, c_void_p).value or 0
