"""What slant writes, read by others: cells of CSV, TSV and JSON lines by Python's csv and json, pandas, R and sqlite3.

Articles are drawn whose texts, titles and ids are full of what tables stumble over: delimiters, quotation marks, line ends, blanks at
the edges, "NA" and "NULL", formulas, signs of other scripts. The rows of JSON lines are the truth; each reader has to find the same cells.

Usage: tables.py PROGRAM MODEL. Readers that are not there are named; without any but Python's own: 77.
"""

import csv
import io
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

PIECES = ["brilliant", "blamed", "river", ",", ";", '"', '""', "\t", "'", "\\", "=1+1", "@x", "-2", "NA", "NULL", "nan", "1e5", "007", " ", "é", "日本",
          "\U0001F600", "\u00a0", "#", "|", "<b>", "%", "\\n", "TRUE", ""]  # fmt: skip
ARTICLES = 60
KINDS = {"paragraphs": ["--text"], "articles": ["--summary"]}


def draw(draw_from, most):
    return " ".join(draw_from.choice(PIECES) for _ in range(draw_from.randrange(1, most)))


def write_articles(path):
    r = random.Random(11)
    with open(path, "w", encoding="utf-8") as file:
        for n in range(ARTICLES):
            texts = [draw(r, 14) + r.choice(["", "\nA second line,\r\n\"and\" a third"]) for _ in range(r.randrange(1, 5))]
            article = {"id": f"{n} {draw(r, 4)}", "title": draw(r, 6), "source": draw(r, 3), "author": draw(r, 3), "paragraphs": texts}
            file.write(json.dumps(article) + "\n")


def run(*command, stdin=b""):
    done = subprocess.run(command, input=stdin, capture_output=True, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def truth(lines):
    """Cells as text, by the keys of JSON lines; what is null or left out is an empty cell, a list has its parts joined."""
    rows = []
    for line in lines.decode().splitlines():
        row = json.loads(line, parse_float=str, parse_int=str)
        rows.append({k: "" if v is None else ";".join(v) if isinstance(v, list) else v for k, v in row.items()})
    return rows


def by_csv(path, delimiter):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter))


def by_pandas(path, delimiter):
    import pandas

    frame = pandas.read_csv(path, sep=delimiter, dtype=str, keep_default_na=False, encoding="utf-8")
    return frame.to_dict("records")


def by_sqlite(path, delimiter):
    mode = ".mode csv" if delimiter == "," else ".mode tabs"
    if delimiter != ",":
        return None  # its tabs know no quotation marks
    script = f"{mode}\n.import {path} rows\n.mode json\nselect * from rows;\n"
    return json.loads(run("sqlite3", ":memory:", stdin=script.encode()) or b"[]")


R_SCRIPT = r"""
args <- commandArgs(TRUE)
rows <- read.table(args[1], header = TRUE, sep = args[2], quote = "\"", dec = ".", comment.char = "", colClasses = "character",
                   na.strings = character(), check.names = FALSE, encoding = "UTF-8", fill = FALSE)
out <- file(args[3], "wb")
for (name in names(rows)) for (cell in rows[[name]]) { b <- charToRaw(enc2utf8(cell)); writeBin(length(b), out); writeBin(b, out) }
close(out)
cat(nrow(rows), names(rows), sep = "\n")
"""


def by_r(path, delimiter):
    with tempfile.TemporaryDirectory() as folder:
        script, out = f"{folder}/read.R", f"{folder}/cells"
        pathlib.Path(script).write_text(R_SCRIPT, encoding="utf-8")
        n_rows, *names = run("env", "LC_ALL=C.UTF-8", "Rscript", "--vanilla", script, str(path), delimiter, out).decode().splitlines()
        stream = io.BytesIO(pathlib.Path(out).read_bytes())
    rows = [{} for _ in range(int(n_rows))]
    for name in names:
        for row in rows:
            row[name] = stream.read(int.from_bytes(stream.read(4), sys.byteorder)).decode()
    return rows


READERS = {"csv": (by_csv, lambda: True), "pandas": (by_pandas, lambda: has_pandas()), "sqlite3": (by_sqlite, lambda: shutil.which("sqlite3")),
           "R": (by_r, lambda: shutil.which("Rscript"))}  # fmt: skip


def has_pandas():
    try:
        import pandas  # noqa: F401
    except ImportError:
        return False
    return True


def same(a, b, reader):
    """A number is what it says; R reads every end of a line as LF, inside quotation marks as well."""
    if a == (b.replace("\r\n", "\n") if reader == "R" else b):
        return True
    try:
        return float(a) == float(b) and "" not in (a, b)
    except ValueError:
        return False


def compare(where, reader, found, expected):
    if len(found) != len(expected):
        sys.exit(f"{where}: found {len(found)} rows, expected {len(expected)}")
    n = 0
    for number, (row, right) in enumerate(zip(found, expected), 1):
        for name, cell in row.items():
            n += 1
            if not same(cell, right.get(name, ""), reader):
                sys.exit(f"{where}: found {cell!r} in row {number}, column {name}, expected {right.get(name, '')!r}")
    return n


def main(program, model):
    n_cells, there = 0, [name for name, (_, is_there) in READERS.items() if is_there()]
    for name in READERS.keys() - set(there):
        print(f"not tried: {name}, which is not here")
    with tempfile.TemporaryDirectory() as folder:
        articles = os.path.join(folder, "articles.jsonl")
        write_articles(articles)
        for kind, options in KINDS.items():
            common = [program, "classify", articles, "-m", model, "--quiet", *options]
            expected = truth(run(*common, "--format", "jsonl"))
            for form, delimiter in (("csv", ","), ("tsv", "\t")):
                path = pathlib.Path(folder, f"{kind}.{form}")
                path.write_bytes(run(*common, "--format", form))
                for name in there:
                    found = READERS[name][0](path, delimiter)
                    if found is not None:
                        n_cells += compare(f"{kind} as {form}, read by {name}", name, found, expected)
    print(f"{n_cells} cells, the same by {', '.join(there)}")
    return 0 if len(there) > 1 else 77


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
