"""Results: the table that is printed, and the lines that are appended to a file."""

import os

from failure import Failure

COLUMNS = ["date", "configuration", "data", "n", "macro-F1", "low", "high", "F1 supportive", "F1 critical", "F1 neutral", "ECE"]
COLUMNS += ["against", "difference", "difference low", "difference high", "options"]


def chosen(part, decisions):
    by_name = {score.decision: score for score in part.scores}
    return [by_name[decision] for decision in decisions]


def heading(labels, width, against):
    line = f"  {'decided by':<15}{'macro-F1':<10}{'95 % interval':<18}" + "".join(f"{label:>{width}}" for label in labels) + f"{'ECE':>9}"
    return line if against is None else f"{line}   against {against}"


def score_line(score, width):
    low, high = score.interval
    line = f"  {score.decision:<15}{score.macro_f1:<10.4f}{low:.4f} to {high:.4f}  "
    line += "".join(f"{f1:>{width}.4f}" for f1 in score.class_f1) + (f"{score.calibration_error:>9.4f}" if score.calibration_error is not None else " " * 9)
    if score.difference is None:
        return line
    low, high = score.difference_interval
    return f"{line}   {score.difference:+.4f}  {low:+.4f} to {high:+.4f}"


def part_lines(part, data, against):
    width = max(map(len, part.labels)) + 2
    yield f"{data.name}/{part.name}: {part.n} rows of {part.groups} {data.group_name}"
    if part.shared is not None and part.shared < part.n:
        yield f"  {against} has {part.shared} of these rows: differences are on them"
    yield heading(part.labels, width, against)
    for score in chosen(part, data.decisions):
        yield score_line(score, width)


def fields(part, data, configuration, against, date):
    score = chosen(part, data.decisions)[0]
    f1 = dict(zip(part.labels, score.class_f1, strict=True))
    if missing := {"supportive", "critical", "neutral"} - set(f1):
        raise Failure(f"no label {min(missing)}: the results are of the labels supportive, critical and neutral")
    numbers = [score.macro_f1, *score.interval, f1["supportive"], f1["critical"], f1["neutral"], score.calibration_error]
    line = [date, configuration.name, f"{data.name}/{part.name}", str(part.n), *("" if number is None else f"{number:.4f}" for number in numbers)]
    if score.difference is None:
        line += ["", "", "", ""]
    else:
        line += [against, *(f"{number:+.4f}" for number in (score.difference, *score.difference_interval))]
    return [*line, " ".join([*configuration.options, *["(with targets)"] * configuration.target])]


def append(path, lines):
    """Adds lines to the file; a file that is not there yet begins with the names of the columns."""
    new = not os.path.exists(path)
    with open(path, "a", encoding="utf-8") as file:
        for line in [COLUMNS] * new + lines:
            file.write("\t".join(line) + "\n")
