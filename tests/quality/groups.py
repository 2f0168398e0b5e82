"""How far shares of groups of articles are off, and how often their intervals and those of differences hold the truth.

In: out-of-fold rows, as shares.py reads them. Groups are whole articles of one fold, drawn one by one, each with a chance of
exp(c * its share of a label), and estimated with the confusions of the other folds. Two meanings of the truth: the mix of labels that the
very paragraphs carry, and that of all the articles that might have been drawn, weighed by their chance. Drawn with replacement: an article
that is drawn twice stands for two.
"""

import collections
import math
import random
import statistics
import subprocess

SEED, GROUPS, PAIRS = 2, 90, 60
SIZES, TILTS = [2, 5, 20, 100], [0, 2, 5, 8]
PAIR_SIZES, PAIR_TILTS = [5, 20, 100], [(0, 0), (2, 2), (0, 2), (0, 5)]
KINDS = ["source", "topic", "year"]
FEWEST = 4  # articles of a group as it is
# bounds, of corrected shares as articles are grouped by KINDS: error as a part of that of counting, coverage; coverage over all cases and of each one, of both meanings; error with c = 5 and 20 articles or more, as a
# part of that of counting; of differences: coverage, alarms where there is no shift and, with 100 articles, where there is the largest
NATURAL_ERROR, NATURAL_COVERAGE = 1.0, 0.9
# of groups drawn:
COVERAGE, LEAST_COVERAGE, ERROR = 0.92, 0.84, 0.8
PAIR_COVERAGE, LEAST_PAIR_COVERAGE, FALSE_ALARMS, ALARMS = 0.92, 0.85, 0.1, 0.8

# rows: of its articles; mix: of the articles that might have been drawn; tone: the same
Draw = collections.namedtuple("Draw", "fold articles rows mix tone label")
# errors by estimate; coverage of the very paragraphs' shares, and of the population's, by estimate; width, of the last estimate
Figures = collections.namedtuple("Figures", "error own population width tone")
# alarms: of the label that the tilt is about, at 5 %
PairFigures = collections.namedtuple("PairFigures", "shift coverage width alarms")


def mix_of(rows, n_labels):
    return [sum(row.label == k for row in rows) / len(rows) for k in range(n_labels)]


def holds(low, true, high):
    return low - 1e-6 <= true <= high + 1e-6


class Groups:
    def __init__(self, simulation, program, confusions):
        """`simulation` has labels, folds, and the articles by_fold, each a list of rows; `confusions` one of each fold."""
        self.simulation, self.program, self.confusions = simulation, program, confusions
        self.n = len(simulation.labels)
        self.random = random.Random(SEED)
        self.number = {}
        for fold in simulation.folds:
            for article in simulation.by_fold[fold]:
                self.number[article[0].article] = len(self.number)

    def draw(self, turn, size, tilt):
        """The turn decides upon label and fold."""
        label, fold = turn % self.n, self.simulation.folds[turn // self.n % len(self.simulation.folds)]
        articles = self.simulation.by_fold[fold]
        chances = [math.exp(tilt * mix_of(article, self.n)[label]) for article in articles]
        weighed = list(zip(chances, articles, strict=True))
        paragraphs = sum(chance * len(article) for chance, article in weighed)
        mix = [sum(chance * sum(row.label == k for row in article) for chance, article in weighed) / paragraphs for k in range(self.n)]
        tone = sum(chance * sum(row.probabilities[0] - row.probabilities[1] for row in article) for chance, article in weighed) / paragraphs
        drawn = self.random.choices(articles, chances, k=size)
        numbers = [self.number[article[0].article] for article in drawn]
        return Draw(fold, numbers, [row for article in drawn for row in article], mix, tone, label)

    def estimate(self, draws):
        """For each draw the triples of each estimate and label, and the one of tone; for each two neighbours the differences."""
        lines = []
        for position, fold in enumerate(self.simulation.folds):
            weights = " ".join(str(count) for row in self.confusions[fold] for count in row)
            lines.append(f"confusion {self.n} {weights}")
            for article in (a for f in self.simulation.folds for a in self.simulation.by_fold[f]) if position == 0 else []:
                lines.append(f"article {len(article)}")
                lines += [f"{row.given} " + " ".join(f"{p:.4f}" for p in row.probabilities) for row in article]
            mine = [draw for draw in draws if draw.fold == fold]
            lines += [f"group {len(draw.articles)} " + " ".join(str(article) for article in draw.articles) for draw in mine]
            lines += ["measure"] if mine else []
        text = subprocess.run([self.program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout
        out = iter(text.splitlines())
        for fold in self.simulation.folds:
            mine = [draw for draw in draws if draw.fold == fold]
            found = [[float(value) for value in next(out).split()] for _ in mine]
            pairs = [[float(value) for value in next(out).split()] for _ in range(len(mine) // 2)]
            yield from ((draw, [values[i : i + 3] for i in range(0, len(values), 3)], pairs[i // 2] if i // 2 < len(pairs) else None)
                        for i, (draw, values) in enumerate(zip(mine, found, strict=True)))

    def measure(self, draws):
        errors, own, population = ([[] for _ in range(4)] for _ in range(3))
        widths, tones = [], []
        for draw, triples, _ in self.estimate(draws):
            truth = mix_of(draw.rows, self.n)
            for e in range(4):
                for k in range(self.n):
                    share, low, high = triples[e * self.n + k]
                    errors[e].append(abs(share - truth[k]))
                    own[e].append(holds(low, truth[k], high))
                    population[e].append(holds(low, draw.mix[k], high))
            widths += [high - low for _, low, high in triples[3 * self.n : 4 * self.n]]
            tones.append(holds(triples[-1][1], draw.tone, triples[-1][2]))
        means = [[statistics.fmean(values) for values in kind] for kind in (errors, own, population)]
        return Figures(*means, statistics.fmean(widths), statistics.fmean(tones))

    def natural(self, said):
        """Groups as they are: `said` tells of an article its source, topic and year. Estimated with the first fold's confusions, all of them
        but its own; the population is not known, and stands for the paragraphs."""
        articles = {article[0].article: article for fold in self.simulation.folds for article in self.simulation.by_fold[fold]}
        for position, kind in enumerate(KINDS):
            groups = collections.defaultdict(list)
            for name in sorted(articles):
                if name in said and said[name][position]:
                    groups[said[name][position]].append(name)
            draws = []
            for names in (groups[value] for value in sorted(groups) if len(groups[value]) >= FEWEST):
                rows = [row for name in names for row in articles[name]]
                draws.append(Draw(self.simulation.folds[0], [self.number[name] for name in names], rows, mix_of(rows, self.n), 0, 0))
            yield kind, len(draws), self.measure(draws)

    def compare(self, size, tilts):
        shifts, covered, widths, alarms = [], [], [], []
        draws = [self.draw(turn, size, tilt) for turn in range(PAIRS) for tilt in tilts]
        last = None
        for position, (draw, _, pair) in enumerate(self.estimate(draws)):
            if position % 2 == 1:
                for k in range(self.n):
                    _, low, high, p = pair[4 * k : 4 * k + 4]
                    truth = last.mix[k] - draw.mix[k]
                    covered.append(holds(low, truth, high))
                    widths.append(high - low)
                    if k == draw.label:
                        shifts.append(abs(truth))
                        alarms.append(p < 0.05)
            last = draw
        return PairFigures(*(statistics.fmean(values) for values in (shifts, covered, widths, alarms)))

    def table(self):
        for size in SIZES:
            for tilt in TILTS:
                yield size, tilt, self.measure([self.draw(turn, size, tilt) for turn in range(GROUPS)])

    def pair_table(self):
        for size in PAIR_SIZES:
            for tilts in PAIR_TILTS:
                yield size, tilts, self.compare(size, tilts)


def natural_page_of(natural, estimates):
    yield "## Groups as they are"
    yield ""
    yield f"The news articles by source, topic and year, as far as {FEWEST} or more share it: no shift of the mix but the one that there is. Error and coverage:"
    yield "as above, of the very paragraphs' shares."
    yield ""
    yield "| by | groups | " + " | ".join(f"{what}: {estimate}" for what in ("error", "coverage") for estimate in estimates) + " | width |"
    yield "|---|" + "---:|" * (2 * len(estimates) + 2)
    for kind, n, f in natural:
        yield f"| {kind} | {n} | " + " | ".join(f"{value:.3f}" for value in [*f.error, *f.own, f.width]) + " |"


def page_of(table, pairs, estimates):
    yield "## Groups of articles"
    yield ""
    yield f"{GROUPS} groups a row, of as many articles as said, picked as above. Error: to the share that the same paragraphs carry. The very paragraphs' are"
    yield "those shares, in a group's interval or not; the population's are the shares among all articles that might have been drawn, weighed by"
    yield "their chance. Width: of the corrected shares' interval; tone: how often its interval holds the population's. How much the training mix"
    yield "weighs in groups (0.35 a paragraph; 0 to 4 were tried) was chosen on these articles by the errors here and those in the table above, between which"
    yield "it is a compromise: less is nearer under strong shifts, more is nearer in groups as they are. Which variances add up was chosen here, too."
    yield ""
    columns = [f"{what}: {estimate}" for what in ("error", "the very paragraphs'", "the population's") for estimate in estimates]
    yield "| articles | c | " + " | ".join(columns) + " | width | tone |"
    yield "|---:|---:|" + "---:|" * (len(columns) + 2)
    for size, tilt, f in table:
        values = [*f.error, *f.own, *f.population, f.width, f.tone]
        yield f"| {size} | {tilt} | " + " | ".join(f"{value:.3f}" for value in values) + " |"
    yield ""
    yield f"Two groups side by side, {PAIRS} pairs a row, one picked with the first c and one with the second, by their shares of the same label. Shift: how far"
    yield "the populations' shares of that label lie apart; coverage and width: of the interval of the corrected shares' difference, over all labels;"
    yield "alarms: how often the test of that label says that there is a difference, at 5 %."
    yield ""
    yield "| articles | c | shift | coverage | width | alarms |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for size, tilts, f in pairs:
        yield f"| {size} | {tilts[0]}, {tilts[1]} | {f.shift:.3f} | {f.coverage:.3f} | {f.width:.3f} | {f.alarms:.3f} |"


def show(table, pairs, natural):
    for kind, n, f in natural:
        print(f"by {kind:21}" + "".join(f"{v:10.3f}" for v in f.error) + "".join(f"{v:8.3f}" for v in [*f.own, f.width]) + f"   {n} groups")
    print(f"{'groups of articles':24}{'mean absolute error':^40}{'very paragraphs':^32}{'population':^32}   width    tone")
    for size, tilt, f in table:
        values = [*f.own, *f.population, f.width, f.tone]
        print(f"{size:10}   c = {tilt:<7}" + "".join(f"{v:10.3f}" for v in f.error) + "".join(f"{v:8.3f}" for v in values))
    print(f"{'two groups':24}{'shift':>10}{'coverage':>10}{'width':>10}{'alarms':>10}")
    for size, tilts, f in pairs:
        print(f"{size:10}   c = {tilts[0]}, {tilts[1]:<4}" + "".join(f"{v:10.3f}" for v in f))


def misses(table, pairs, natural):
    """What is out of bounds, in words."""
    part = sum(f.error[-1] for *_, f in natural) / max(sum(f.error[0] for *_, f in natural), 1e-9)
    covered = statistics.fmean(f.own[-1] for *_, f in natural)
    print(f"groups as they are: the corrected shares' error is {part:.3f} of that of counting, at most {NATURAL_ERROR}; the intervals hold {covered:.3f}, "
          f"at least {NATURAL_COVERAGE}")
    if part > NATURAL_ERROR or covered < NATURAL_COVERAGE:
        yield "groups as they are"
    for what, column in (("very paragraphs'", "own"), ("populations'", "population")):
        covered = [getattr(f, column)[-1] for _, _, f in table]
        print(f"groups: the intervals hold {statistics.fmean(covered):.3f} of the {what} shares, at least {COVERAGE}; in the worst case "
              f"{min(covered):.3f}, at least {LEAST_COVERAGE}")
        if statistics.fmean(covered) < COVERAGE or min(covered) < LEAST_COVERAGE:
            yield f"groups: coverage of the {what} shares"
    shifted = [f.error for size, tilt, f in table if tilt == 5 and size >= 20]
    part = sum(error[-1] for error in shifted) / sum(error[0] for error in shifted)
    print(f"groups: the corrected shares' error is {part:.3f} of that of counting, at most {ERROR}")
    if part > ERROR:
        yield "groups: error"
    covered = [f.coverage for *_, f in pairs]
    false = statistics.fmean(f.alarms for _, tilts, f in pairs if tilts[0] == tilts[1])
    true = max(f.alarms for *_, f in pairs)
    print(f"differences: the intervals hold {statistics.fmean(covered):.3f}, at least {PAIR_COVERAGE}, in the worst case {min(covered):.3f}, "
          f"at least {LEAST_PAIR_COVERAGE}; alarms without a shift {false:.3f}, at most {FALSE_ALARMS}, with the largest {true:.3f}, at least "
          f"{ALARMS}")
    if statistics.fmean(covered) < PAIR_COVERAGE or min(covered) < LEAST_PAIR_COVERAGE or false > FALSE_ALARMS or true < ALARMS:
        yield "differences"
