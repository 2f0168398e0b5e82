"""Out-of-fold rows: what cross-validation said of every labelled paragraph.

In: the CSV file that `slant train --out-of-fold` writes. Out: rows with the label that each way of deciding gives.
"""

import collections
import csv

from failure import Failure

TARGET = "target_given"
COLUMNS = ["article", "paragraph", "fold", "label", "given"]
DECISIONS = ["text margins", "thresholds", "probabilities", "margins", "target"]

# labels: names; rows: see Row
Predictions = collections.namedtuple("Predictions", "labels rows")
# truth and decided (one for each of DECISIONS) are places in the labels; probabilities: one for each label
Row = collections.namedtuple("Row", "article paragraph fold truth decided probabilities")
# where in a line: the labels' probabilities, the margins of the text SVM, those of the context SVM
# target: of the label toward the row's target; None where the file has none
Layout = collections.namedtuple("Layout", "labels probabilities text_margins margins target")


def largest(values):
    """The first of the largest, as slant takes it."""
    return max(range(len(values)), key=values.__getitem__)


def by_margins(margins, n_labels):
    """Two labels have one margin between them, which speaks for the first."""
    if n_labels == 2:
        return 0 if margins[0] >= 0 else 1
    return largest(margins)


def by_target(fields, layout, text_margins):
    """A row that does not mention a target is judged by its text."""
    if layout.target is not None and fields[layout.target]:
        return layout.labels.index(fields[layout.target])
    return by_margins(text_margins, len(layout.labels))


def layout_of(header, path):
    text = [place for place, name in enumerate(header) if name.startswith("text_margin_")]
    final = [place for place, name in enumerate(header) if name.startswith("margin_")]
    labels = header[len(COLUMNS) : text[0]] if text else []
    expected = 1 if len(labels) == 2 else len(labels)
    if header[: len(COLUMNS)] != COLUMNS or len(labels) < 2 or not len(text) == len(final) == expected:
        raise Failure(f"{path}: the first line is not that of an out-of-fold file")
    return Layout(labels, slice(len(COLUMNS), text[0]), slice(text[0], text[-1] + 1), slice(final[0], final[-1] + 1), header.index(TARGET) if TARGET in header else None)


def row_of(fields, layout):
    article, paragraph, fold, truth, given = fields[: len(COLUMNS)]
    probabilities, text_margins, margins = ([float(value) for value in fields[part]] for part in layout[1:4])
    n_labels = len(layout.labels)
    decided = [
        by_margins(text_margins, n_labels),
        layout.labels.index(given),
        largest(probabilities),
        by_margins(margins, n_labels),
        by_target(fields, layout, text_margins),
    ]
    return Row(article, int(paragraph), int(fold), layout.labels.index(truth), decided, probabilities)


def read_predictions(path):
    with open(path, encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        header = next(lines, [])
        layout, rows = layout_of(header, path), []
        for fields in lines:
            try:
                if len(fields) != len(header):
                    raise ValueError(f"{len(fields)} fields, expected {len(header)}")
                rows.append(row_of(fields, layout))
            except ValueError as error:
                raise Failure(f"{path}:{lines.line_num}: {error}") from error
    if not rows:
        raise Failure(f"{path}: no rows")
    return Predictions(layout.labels, rows)


def pair(predictions, others):
    """The rows that both have, in the order of the first."""
    if predictions.labels != others.labels:
        raise Failure("the two files have different labels")
    by_place = {(row.article, row.paragraph): row for row in others.rows}
    pairs = [(row, by_place.get((row.article, row.paragraph))) for row in predictions.rows]
    pairs = [(row, other) for row, other in pairs if other is not None]
    for row, other in pairs:
        if row.truth != other.truth:
            raise Failure(f"{row.article}, paragraph {row.paragraph}: the two files have different labels for it")
    return pairs
