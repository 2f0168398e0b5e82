"""The tables of figures: what is run for each, and how it is shown."""

import math
import os
from dataclasses import dataclass, field

import measure
from corpus import Slice

MEGA = 1e6
EFFORT_PART = 50  # an encoder reads that part of the slice


def show(title, header, rows, notes=()):
    """A table in columns: the first one to the left, the rest to the right."""
    widths = [max(len(row[c]) for row in [header, *rows]) for c in range(len(header))]
    print(f"\n{title}")
    for row in [header, *rows]:
        cells = [cell.ljust(width) if c == 0 else cell.rjust(width) for c, (cell, width) in enumerate(zip(row, widths))]
        print("  " + "  ".join(cells).rstrip())
    for note in notes:
        print(f"  {note}")


@dataclass
class Runs:
    """The rounds of a contestant."""

    contestant: object
    whole: Slice  # what it labels
    starts: list = field(default_factory=list)  # cost of labelling one article
    costs: list = field(default_factory=list)

    def rates(self):
        """Megabytes of text a second of processor time, the start aside, by round; NaN where the slice is too small to tell."""
        rates = []
        for start, cost in zip(self.starts, self.costs):
            rates.append(self.whole.n_bytes / MEGA / (cost.cpu - start.cpu) if cost.cpu > start.cpu else math.nan)
        return rates


def _figures(runs, reference):
    rates = runs.rates()
    ratios = [ours / theirs for ours, theirs in zip(reference.rates(), rates)]
    paragraphs = measure.middle(rates) * runs.whole.n_paragraphs / (runs.whole.n_bytes / MEGA)
    return [
        runs.contestant.name,
        measure.spread(rates, "{:.3g}"),
        f"{paragraphs:,.0f}",
        "" if runs is reference else measure.spread(ratios, "{:.3g}"),
        f"{max(cost.memory for cost in runs.costs) / MEGA:.0f}",
        f"{measure.middle([start.cpu for start in runs.starts]):.3f}",
    ]


def classify(bench):
    one = bench.corpus.take(most_articles=1)
    all_runs = []
    for contestant in bench.contestants:
        part = bench.corpus.take(most_articles=max(bench.n_articles // contestant.part, 1))
        all_runs.append(Runs(contestant, part))
    for at in range(bench.n_rounds):
        bench.tell(f"labelling, round {at + 1} of {bench.n_rounds}")
        for runs in all_runs:
            start, whole = runs.contestant.command(one), runs.contestant.command(runs.whole)
            runs.starts.append(measure.run(start))
            runs.costs.append(measure.run(whole))
    header = ["", "MB/s", "paragraphs/s", "slant is so many times as fast", "peak memory, MB", "start, s"]
    notes = ["Medians, least and greatest of the rounds. MB: article text.",
             "Time: processor time on one core, that of labelling one article (start) taken off."]  # fmt: skip
    for runs in all_runs:
        notes.append(f"{runs.contestant.name}: {runs.contestant.note}; {runs.whole.n_articles:,} articles, {runs.whole.n_bytes / MEGA:.1f} MB")
    show("Labelling, one core", header, [_figures(runs, all_runs[0]) for runs in all_runs], notes)


def efforts(bench):
    """Paragraphs a second by how much of the text the encoder reads."""
    one, part = bench.corpus.take(most_articles=1), bench.corpus.take(most_articles=max(bench.n_articles // EFFORT_PART, 1))
    slant, names, costs = bench.contestants[0], ["fast", "balanced", "best"], {}
    for at in range(bench.n_rounds):
        bench.tell(f"efforts, round {at + 1} of {bench.n_rounds}")
        for name in names:
            begun = measure.run(slant.command(one, effort=name))
            costs.setdefault(name, []).append(max(measure.run(slant.command(part, effort=name)).cpu - begun.cpu, 1e-9))
    rows = []
    for name in names:
        rates = [part.n_paragraphs / cost for cost in costs[name]]
        ratios = [best / cost for best, cost in zip(costs["best"], costs[name])]
        rows.append([name, measure.spread(rates, "{:,.0f}"), measure.spread(ratios, "{:.3g}")])
    notes = [f"{part.n_articles:,} articles, {part.n_paragraphs:,} paragraphs. Processor time on one core, that of labelling one article taken off."]
    show("Efforts, one core", ["", "paragraphs/s", "so many times as fast as best"], rows, notes)


def start(bench):
    one = bench.corpus.take(most_articles=1)
    commands = {c.name: (c.command(one), c.n_header_lines) for c in bench.contestants if c.has_rows}
    commands["echo"] = (["echo"], 0)
    took = {name: [] for name in commands}
    for _ in range(bench.n_rounds):
        for name, command in commands.items():
            took[name].append(1000 * measure.first_row(*command))
    notes = ["echo does nothing: what starting any program takes here."]
    rows = [[name, measure.spread(times, "{:.1f}")] for name, times in took.items()]
    show("From starting to the first row of one article", ["", "ms"], rows, notes)


def two_cores(bench):
    if len(measure.cores()) < 2:
        print("\nTwo cores against one: left out, there is one core only")
        return
    slant, whole = bench.contestants[0], bench.corpus.take(most_articles=bench.n_articles)
    walls = {1: [], 2: []}
    for _ in range(bench.n_rounds):
        for n in walls:
            walls[n].append(measure.run(slant.command(whole, n), n_cores=n).wall)
    gains = [one / two for one, two in zip(walls[1], walls[2])]
    rows = [[f"{n} {'core' if n == 1 else 'cores'}", measure.spread(times, "{:.2f}"), ""] for n, times in walls.items()]
    rows[1][2] = measure.spread(gains, "{:.2f}")
    show("Two cores against one: slant, wall time", ["", "s", "times as fast"], rows)


def _inputs_of_size(bench, n_bytes):
    """Files that hold so much text together: the corpus again and again, and a slice of it."""
    whole = bench.corpus.take()
    times, rest = divmod(n_bytes, whole.n_bytes)
    inputs = [whole] * times
    return inputs + ([bench.corpus.take(most_bytes=rest)] if rest > 0 else [])


def sizes(bench):
    slant, rows = bench.contestants[0], []
    wanted = {megabytes: _inputs_of_size(bench, int(megabytes * MEGA)) for megabytes in bench.sizes}
    costs = {megabytes: [] for megabytes in wanted}
    for at in range(bench.n_rounds):
        bench.tell(f"sizes, round {at + 1} of {bench.n_rounds}")
        for megabytes, inputs in wanted.items():
            command = slant.command(inputs[0]) + [chosen.articles for chosen in inputs[1:]]
            costs[megabytes].append(measure.run(command))
    for megabytes, inputs in wanted.items():
        n_megabytes = sum(chosen.n_bytes for chosen in inputs) / MEGA
        rows.append([f"{n_megabytes:,.1f}", f"{sum(chosen.n_articles for chosen in inputs):,}",
                     measure.spread([1000 * cost.cpu / n_megabytes for cost in costs[megabytes]], "{:.1f}"),
                     f"{max(cost.memory for cost in costs[megabytes]) / MEGA:.0f}"])  # fmt: skip
    show("Cost by size: slant, one core, start included", ["MB", "articles", "ms of processor time per MB", "peak memory, MB"], rows)


def memory_floor():
    """What every child is charged with: the memory of this program, from which it starts."""
    return measure.run(["true"]).memory / MEGA


def machine():
    name = ""
    if os.path.exists("/proc/cpuinfo"):
        with open("/proc/cpuinfo", encoding="utf-8") as file:
            name = next((line.split(":", 1)[1].strip() for line in file if line.startswith("model name")), "")
    return f"{len(measure.cores())} cores, {name or os.uname().machine}"
