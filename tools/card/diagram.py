"""The reliability diagram as SVG.

In: bins of confidence, and bins of each label's probability. Out: the text of the file: one large panel with the counts beneath it, and a
small one a label. It brings its own background, light or dark as the reader has it, so that it is legible on any page.
"""

from xml.sax.saxutils import escape

from bins import BINS

LIGHT = {"paper": "#ffffff", "ink": "#1f2328", "muted": "#59636e", "grid": "#d8dee4", "data": "#0969da", "bar": "#a5c8f0"}
DARK = {"paper": "#0d1117", "ink": "#e6edf3", "muted": "#a0a8b1", "grid": "#343b43", "data": "#58a6ff", "bar": "#2a5a91"}
RULES = """.paper{{fill:{paper}}}.ink{{fill:{ink}}}.muted{{fill:{muted}}}.grid{{stroke:{grid}}}.even{{stroke:{muted}}}
.data{{fill:{data};stroke:{data}}}.bar{{fill:{bar}}}"""

LARGE, SMALL = 320, 120  # sides of the panels
COUNTS, SMALL_COUNTS = 70, 22  # heights of the counts beneath them
LEFT, TOP = 64, 62
GAP, DOWN = 70, 72  # between panels
A_COLUMN = 3  # small panels
HEIGHT = TOP + A_COLUMN * (SMALL + SMALL_COUNTS) + (A_COLUMN - 1) * DOWN + 46


LEGEND = [
    "point: what was said on average, and the share that was right",
    "line: 95 % interval of that share (Wilson)",
    "dashed: a probability that means what it says",
    "P(…): a label's probability against the share coded so",
]


def number(value):
    """As short as a place on the page needs."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def text(x, y, what, style="muted", size=11, anchor="middle"):
    return f'<text class="{style}" x="{number(x)}" y="{number(y)}" font-size="{size}" text-anchor="{anchor}">{escape(what)}</text>'


def line(x1, y1, x2, y2, style, more=""):
    return f'<line class="{style}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"{more}/>'


class Panel:
    """A square with both axes from 0 to 1, and counts beneath it."""

    def __init__(self, x, y, side, counts):
        self.x, self.y, self.side, self.counts = x, y, side, counts
        self.base = y + side + counts + 8

    def at(self, across, up):
        return self.x + across * self.side, self.y + (1 - up) * self.side

    def grid(self, steps, size):
        for step in range(steps + 1):
            share = step / steps
            x, y = self.at(share, share)
            yield line(self.x, y, self.x + self.side, y, "grid")
            yield line(x, self.y, x, self.y + self.side, "grid")
            yield text(self.x - 6, y + 4, number(share), size=size, anchor="end")
            yield text(x, self.base + size + 3, number(share), size=size)
        yield line(*self.at(0, 0), *self.at(1, 1), "even", ' stroke-dasharray="4 4"')

    def marks(self, bins, radius):
        for b in bins:
            x, y = self.at(b.said, b.right)
            said = f"{b.said:.3f} said, {b.right:.3f} right ({b.low:.3f} to {b.high:.3f}), {b.n} paragraphs"
            yield f"<g><title>{escape(said)}</title>"
            yield line(x, self.at(0, b.low)[1], x, self.at(0, b.high)[1], "data", ' stroke-width="1.5"')
            yield f'<circle class="data" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/></g>'

    def bars(self, bins, size):
        """Counts; with a size of letters they are written, too."""
        most, width = max((b.n for b in bins), default=1), self.side / BINS
        room = self.counts - (size + 3 if size else 0)
        for b in bins:
            height = max(room * b.n / most, 0.5)
            x, y = self.x + b.place * width, self.base - height
            yield f'<rect class="bar" x="{number(x + 1)}" y="{number(y)}" width="{number(width - 2)}" height="{number(height)}"/>'
            if size:
                yield text(x + width / 2, y - 3, f"{b.n:,}", size=size)
        yield line(self.x, self.base, self.x + self.side, self.base, "grid")


def large_panel(bins):
    panel = Panel(LEFT, TOP, LARGE, COUNTS)
    yield text(panel.x, panel.y - 14, "Confidence of the label given", "ink", 13, "start")
    yield from panel.grid(5, 11)
    yield from panel.bars(bins, 9)
    yield from panel.marks(bins, 3.5)
    yield text(panel.x + panel.side / 2, panel.base + 34, "confidence; bars: paragraphs")
    x, y = panel.x - 40, panel.y + panel.side / 2
    for place, what in enumerate(LEGEND):
        yield text(panel.x, panel.base + 72 + 17 * place, what, anchor="start")
    yield f'<g transform="rotate(-90 {number(x)} {number(y)})">{text(x, y, "share of these labels that is right")}</g>'


def small_panel(place, label, bins):
    x = LEFT + LARGE + GAP + place // A_COLUMN * (SMALL + GAP)
    panel = Panel(x, TOP + place % A_COLUMN * (SMALL + SMALL_COUNTS + DOWN), SMALL, SMALL_COUNTS)
    yield text(x, panel.y - 14, f"P({label})", "ink", 12, "start")
    yield from panel.grid(2, 10)
    yield from panel.bars(bins, None)
    yield from panel.marks(bins, 2.2)


def draw(title, description, bins, of_labels):
    """of_labels: pairs of a label and its bins."""
    columns = (len(of_labels) + A_COLUMN - 1) // A_COLUMN
    width = LEFT + LARGE + columns * (GAP + SMALL) + 40
    light, dark = RULES.format(**LIGHT), RULES.format(**DARK)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{HEIGHT}" viewBox="0 0 {width} {HEIGHT}" role="img" '
        'aria-labelledby="title description" font-family="sans-serif">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="description">{escape(description)}</desc>',
        f"<style>\n{light}\n@media (prefers-color-scheme:dark){{\n{dark}\n}}\n</style>",
        f'<rect class="paper" width="{width}" height="{HEIGHT}" rx="6"/>',
        text(LEFT, 26, title, "ink", 15, "start"),
        *large_panel(bins),
    ]
    for place, (label, found) in enumerate(of_labels):
        out += small_panel(place, label, found)
    return "\n".join([*out, "</svg>", ""])
