"""What workers do: batches of JSON lines, or names of WARC files, to rows.

In: what Spark hands to a partition. Out: batches of Arrow, one row an article with its paragraphs' rows, or the error that stands for a bad one.
slant's library labels lines in this process; its program reads WARC files, which are too large to be in memory.
"""

import functools
import io
import json
import os
import re
import subprocess
import sys
import tempfile

import pyarrow
import pyarrow.json
from pyspark import SparkFiles

BUNDLE = "slant-bundle"
FLUSH = 8 << 20  # bytes of rows that make a batch, where a program writes them
LONGEST_HEAD = 200  # characters of a bad line that its report shows
MOST_RECORD = "64M"


def bundle(name):
    """A file of the bundle, where Spark unpacked it on this machine."""
    return os.path.join(SparkFiles.get(BUNDLE), name)


@functools.lru_cache(maxsize=2)
def open_model(model, encoder):
    """The model of this process: tasks that follow find it open."""
    os.environ["SLANT_LIBRARY"] = bundle("libslant.so")
    if bundle("python") not in sys.path:
        sys.path.insert(0, bundle("python"))
    import slant

    return slant.load(SparkFiles.get(model), SparkFiles.get(encoder) if encoder else None)


def to_batch(lines, schema, with_line):
    """Nested lines as a batch with the columns of `schema`."""
    names = [name for name in schema.names if name not in ("line", "record")]
    inner = pyarrow.schema([schema.field(name) for name in names])
    reading = pyarrow.json.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    parsing = pyarrow.json.ParseOptions(explicit_schema=inner, unexpected_field_behavior="ignore")
    table = pyarrow.json.read_json(io.BytesIO(lines), reading, parsing)
    columns = {name: table.column(name) for name in names}
    columns["record"] = pyarrow.nulls(len(table), pyarrow.string())
    if with_line:
        columns["line"] = pyarrow.array(lines.split(b"\n")[:-1], pyarrow.binary()).cast(pyarrow.string())
    return pyarrow.table([columns[name] for name in schema.names], schema=schema).combine_chunks().to_batches()[0]


def with_places(batch, lines, sources):
    """Bad lines by the file that they came from and their first characters: a number within a batch would help nobody."""
    errors = batch.column("error").to_pylist()
    if not any(errors):
        return batch
    records = [None] * len(errors)
    for i, error in enumerate(errors):
        if error is None:
            continue
        at = (error["line"] or 1) - 1
        error.update(source=sources[at], line=None)
        records[i] = lines[at][: 4 * LONGEST_HEAD].decode("utf-8", "replace")[:LONGEST_HEAD]
    schema, columns = batch.schema, list(batch.columns)
    columns[schema.get_field_index("error")] = pyarrow.array(errors, schema.field("error").type)
    columns[schema.get_field_index("record")] = pyarrow.array(records, pyarrow.string())
    return pyarrow.RecordBatch.from_arrays(columns, schema=schema)


def classify(model, lines, options):
    """Rows of these lines. Where all of them together fail, as by lack of memory, each is tried alone, and what fails again is a bad line."""
    import slant

    joined = b"\n".join(lines) + b"\n"
    try:
        return model.classify_lines(joined, rows="nested", errors="emit", **options)
    except slant.RoomError as problem:
        if len(lines) == 1:
            error = {"source": "-", "line": 1, "message": str(problem)}
            return json.dumps({"error": error}, ensure_ascii=False).encode() + b"\n"
    found = []
    for number, line in enumerate(lines, 1):
        answer = classify(model, [line], options)
        if answer.startswith(b'{"error"'):
            answer = re.sub(rb'"line": ?1,', lambda told, n=number: told.group().replace(b"1", b"%d" % n), answer, count=1)
        found.append(answer)
    return b"".join(found)


def label_lines(settings, schema):
    """For mapInArrow over the columns line and source."""

    def work(batches):
        model = open_model(settings["model"], settings["encoder"])
        for batch in batches:
            lines, sources = batch.column(0).to_pylist(), batch.column(1).to_pylist()
            # null is a row of a table without any field; a line end within a row would make two of it
            lines = [(line or b"{}").replace(b"\n", b" ") for line in lines]
            found = classify(model, lines, settings["library"]) if lines else b""
            if found:
                yield with_places(to_batch(found, schema, "line" in schema.names), lines, sources)

    return work


def label_archives(settings, schema):
    """For mapInArrow over the columns root and path: archives that all workers see under these names."""

    def work(batches):
        for batch in batches:
            for root, path in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist()):
                yield from read_archive(settings, schema, root, path)

    return work


def read_archive(settings, schema, root, path):
    with tempfile.TemporaryDirectory() as folder:
        # articles are called by the path that the archive has below the input
        place = os.path.join(folder, path)
        os.makedirs(os.path.dirname(place), exist_ok=True)
        os.symlink(os.path.join(root, path), place)
        command = [bundle("slant"), "classify", folder, "--nest", "--on-error", "emit", "-q", "-j", "1", "--max-record", MOST_RECORD]
        command += ["-m", SparkFiles.get(settings["model"]), *settings["program"]]
        if settings["encoder"]:
            command += ["--encoder", SparkFiles.get(settings["encoder"])]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as program:
            kept, size = [], 0
            for line in program.stdout:
                kept.append(line.replace(folder.encode() + b"/", b"", 1) if line.startswith(b'{"error"') else line)
                size += len(line)
                if size >= FLUSH:
                    yield to_batch(b"".join(kept), schema, "line" in schema.names)
                    kept, size = [], 0
            if kept:
                yield to_batch(b"".join(kept), schema, "line" in schema.names)
        if program.returncode != 0:
            raise RuntimeError(f"slant ended with {program.returncode} on {path}; its own words stand in the worker's standard error")
