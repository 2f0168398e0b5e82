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

SEED, GROUPS, PAIRS = 2, 120, 90
SIZES, TILTS = [2, 5, 20, 100], [0, 2, 5]
PAIR_SIZES, PAIR_TILTS = [5, 20, 100], [(0, 0), (2, 2), (0, 2), (0, 5)]

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
        paragraphs = sum(chance * len(article) for chance, article in zip(chances, articles, strict=True))
        mix = [sum(c * sum(row.label == k for row in a) for c, a in zip(chances, articles, strict=True)) / paragraphs for k in range(self.n)]
        tone = sum(c * sum(row.probabilities[0] - row.probabilities[1] for row in a) for c, a in zip(chances, articles, strict=True)) / paragraphs
        drawn = self.random.choices(articles, chances, k=size)
        return Draw(fold, [self.number[article[0].article] for article in drawn], [row for article in drawn for row in article], mix, tone, label)

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
        out = iter(subprocess.run([self.program], input="\n".join(lines) + "\n", capture_output=True, text=True, check=True).stdout.splitlines())
        for fold in self.simulation.folds:
            mine = [draw for draw in draws if draw.fold == fold]
            found = [[float(value) for value in next(out).split()] for _ in mine]
            pairs = [[float(value) for value in next(out).split()] for _ in range(len(mine) // 2)]
            yield from ((draw, [values[i : i + 3] for i in range(0, len(values), 3)], pairs[i // 2] if i // 2 < len(pairs) else None)
                        for i, (draw, values) in enumerate(zip(mine, found, strict=True)))

    def measure(self, size, tilt):
        errors, own, population = ([[] for _ in range(4)] for _ in range(3))
        widths, tones = [], []
        for draw, triples, _ in self.estimate([self.draw(turn, size, tilt) for turn in range(GROUPS)]):
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
                yield size, tilt, self.measure(size, tilt)

    def pair_table(self):
        for size in PAIR_SIZES:
            for tilts in PAIR_TILTS:
                yield size, tilts, self.compare(size, tilts)


def page_of(table, pairs, estimates):
    yield "## Groups of articles"
    yield ""
    yield f"{GROUPS} groups a row, of as many articles as said, picked as above. Error: to the share that the same paragraphs carry. The very paragraphs' are"
    yield "those shares, in a group's interval or not; the population's are the shares among all articles that might have been drawn, weighed by"
    yield "their chance. Width: of the corrected shares' interval; tone: how often its interval holds the population's."
    yield ""
    columns = [f"{what}: {estimate}" for what in ("error", "the very paragraphs'", "the population's") for estimate in estimates]
    yield "| articles | c | " + " | ".join(columns) + " | width | tone |"
    yield "|---:|---:|" + "---:|" * (len(columns) + 2)
    for size, tilt, f in table:
        yield f"| {size} | {tilt} | " + " | ".join(f"{value:.3f}" for values in (f.error, f.own, f.population) for value in values) + f" | {f.width:.3f} | {f.tone:.3f} |"
    yield ""
    yield f"Two groups side by side, {PAIRS} pairs a row, one picked with the first c and one with the second, by their shares of the same label. Shift: how far"
    yield "the populations' shares of that label lie apart; coverage and width: of the interval of the corrected shares' difference, over all labels;"
    yield "alarms: how often the test of that label says that there is a difference, at 5 %."
    yield ""
    yield "| articles | c | shift | coverage | width | alarms |"
    yield "|---:|---:|---:|---:|---:|---:|"
    for size, tilts, f in pairs:
        yield f"| {size} | {tilts[0]}, {tilts[1]} | {f.shift:.3f} | {f.coverage:.3f} | {f.width:.3f} | {f.alarms:.3f} |"


def show(table, pairs):
    print(f"{'groups of articles':24}{'mean absolute error':^40}{'very paragraphs':^32}{'population':^32}   width    tone")
    for size, tilt, f in table:
        print(f"{size:10}   c = {tilt:<7}" + "".join(f"{v:10.3f}" for v in f.error) + "".join(f"{v:8.3f}" for v in f.own + f.population) + f"{f.width:8.3f}{f.tone:8.3f}")
    print(f"{'two groups':24}{'shift':>10}{'coverage':>10}{'width':>10}{'alarms':>10}")
    for size, tilts, f in pairs:
        print(f"{size:10}   c = {tilts[0]}, {tilts[1]:<4}" + "".join(f"{v:10.3f}" for v in f))
