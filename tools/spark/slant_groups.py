"""Groups: counts and shares by source, month and the like, as slant itself computes them.

In: the articles with their paragraphs' rows. Out: groups.csv. Workers print rows as CSV; the driver lays them into a folder of results and has the
program do all sums: it needs 8 bytes a paragraph and 60 an article of memory, and the folder's place on disk.
"""

import csv
import io
import os
import subprocess

import pyarrow

CHUNK = 2000  # articles whose rows come to the driver at once


def printed(value):
    """A cell as slant prints it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def print_rows(paragraph_columns, article_columns):
    """For mapInArrow over articles and rows: CSV of both, without headers."""

    def work(batches):
        for batch in batches:
            for start in range(0, batch.num_rows, CHUNK):
                yield print_chunk(batch.slice(start, CHUNK).to_pylist(), paragraph_columns, article_columns)

    return work


def print_chunk(articles, paragraph_columns, article_columns):
    texts = io.StringIO(), io.StringIO()
    paragraphs, summaries = (csv.writer(text, lineterminator="\n") for text in texts)
    for article in articles:
        summaries.writerow([printed(article[name]) for name in article_columns])
        paragraphs.writerows([printed(row[name]) for name in paragraph_columns] for row in article["rows"])
    parts = [pyarrow.array([text.getvalue().encode()], pyarrow.binary()) for text in texts]
    return pyarrow.RecordBatch.from_arrays(parts, names=["paragraphs", "articles"])


def make_groups(articles, program, folder, by, paragraph_columns, article_columns):
    """groups.csv as bytes. `program`: the command of slant and what it is told about model and effort."""
    slant, options = program
    results = os.path.join(folder, "results")
    # of no articles: run.json, which says how the model confuses labels
    empty = [slant, "classify", "-", "--from", "jsonl", "-o", results, "--no-evidence", "--quiet", *options]
    subprocess.run(empty, stdin=subprocess.DEVNULL, check=True)
    article_columns = [*article_columns, "target", "topic"]
    printed_rows = articles.mapInArrow(print_rows(paragraph_columns, article_columns), "paragraphs binary, articles binary")
    with open(os.path.join(results, "paragraphs.csv"), "wb") as paragraphs, open(os.path.join(results, "articles.csv"), "wb") as summaries:
        paragraphs.write((",".join(paragraph_columns) + "\n").encode())
        summaries.write((",".join(article_columns) + "\n").encode())
        for row in printed_rows.toLocalIterator():
            paragraphs.write(row.paragraphs)
            summaries.write(row.articles)
    report = [slant, "report", results, "--no-page", "--quiet", *(["--by", by] if by else [])]
    subprocess.run(report, check=True, stdout=subprocess.DEVNULL)
    with open(os.path.join(results, "groups.csv"), "rb") as file:
        return file.read()
