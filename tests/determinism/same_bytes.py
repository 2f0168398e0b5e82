"""The program's bytes: the same on one thread and on eight, in any locale, whatever the order of training rows, and from any build.

Runs `classify -o` at each effort, rows, explanations, figures and trainings, on the sample, and compares whole outputs with those of the
first program on one thread in the locale C.

Usage: same_bytes.py ROOT PROGRAM [NAME=PROGRAM...]. Locales are looked for in LOCPATH; those that are not there are named.
"""

import hashlib
import os
import pathlib
import random
import subprocess
import sys
import tempfile

LOCALES = ["C", "de_DE.UTF-8", "tr_TR.UTF-8", "ps_AF.UTF-8"]
THREADS = range(1, 9)
ORDERS = 3


class Program:
    """slant, in a locale and on so many threads."""

    def __init__(self, root, path, folder):
        self.root, self.path, self.folder, self.n_runs = root, path, folder, 0

    def run(self, arguments, threads, locale):
        """`threads` 0: the command takes no number of them."""
        environment = {"PATH": os.environ["PATH"], "LC_ALL": locale, "LOCPATH": os.environ.get("LOCPATH", "")}
        command = [self.path, *map(str, arguments), "--quiet", *(["-j", str(threads)] if threads > 0 else [])]
        done = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()}")
        return done.stdout

    def place(self):
        self.n_runs += 1
        return self.folder / f"{os.path.basename(os.path.dirname(self.path))}-{self.n_runs}"

    def results(self, inputs, effort, threads, locale):
        """All files of classify -o."""
        place = self.place()
        self.run(["classify", *inputs, "-o", place, "--effort", effort], threads, locale)
        return {str(file.relative_to(place)): file.read_bytes() for file in sorted(place.rglob("*")) if file.is_file()}

    def printed(self, threads, locale):
        opinion, labels = "datasets/sample/opinion", "datasets/sample-labels.csv"
        return {
            "rows": self.run(["classify", "datasets/sample", "--format", "jsonl", "--effort", "fast"], threads, locale),
            "summary": self.run(["classify", "datasets/sample", "--summary", "--effort", "fast"], threads, locale),
            "figures": self.run(["evaluate", labels, "--effort", "fast", "--format", "json"], threads, locale),
            "explanations": self.run(["explain", opinion, "--format", "csv", "--effort", "fast"], 0, locale),
        }

    def training(self, data, threads, locale):
        """Report, rows out of fold, and the model itself."""
        place = self.place()
        place.mkdir()
        model, rows = place / "model", place / "rows"
        report = self.run(["train", data, "-o", model, "--out-of-fold", rows, "--folds", 3, "--format", "json"], threads, locale)
        return {"report": report, "model": model.read_bytes(), "rows out of fold": rows.read_bytes()}


def shuffled(path, out, seed):
    """The same rows of CSV in another order; none of the sample's fields holds a line's end."""
    head, *lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    out.write_text(head + "".join(lines), encoding="utf-8")
    return out


class Comparison:
    def __init__(self):
        self.first, self.n_compared = {}, 0

    def add(self, what, how, outputs):
        """`outputs` have to be those that `what` had first."""
        expected = self.first.setdefault(what, outputs)
        if sorted(expected) != sorted(outputs):
            sys.exit(f"{what}, {how}: found {sorted(outputs)}, expected {sorted(expected)}")
        for name, found in outputs.items():
            if found != expected[name]:
                digests = [hashlib.sha256(one).hexdigest()[:16] for one in (found, expected[name])]
                sys.exit(f"{what}, {how}: found {name} of {len(found)} bytes, {digests[0]}, expected {len(expected[name])} bytes, {digests[1]}")
            if not found:
                sys.exit(f"{what}, {how}: found nothing in {name}")
            self.n_compared += 1


def is_there(locale):
    return locale == "C" or os.path.isdir(os.path.join(os.environ.get("LOCPATH", ""), locale))


def compare_runs(c, program, folder, everything):
    """`everything`: all numbers of threads, locales and orders; else one of each, for another build's program."""
    few = ["datasets/sample/opinion/captain-retires.txt", "datasets/sample/press/velodrome.txt"]
    data = program.root / "datasets/sample-labels.csv"
    ways = [(1, "C")]
    if everything:
        ways += [(n, "C") for n in THREADS if n > 1] + [(2, locale) for locale in LOCALES if locale != "C" and is_there(locale)]
    for threads, locale in ways:
        how = f"{program.path} -j {threads}, {locale}"
        c.add("fast", how, program.results(["datasets/sample"], "fast", threads, locale))
        c.add("balanced", how, program.results(few, "balanced", threads, locale))
        c.add("best", how, program.results(few, "best", threads, locale))
        c.add("printed", how, program.printed(threads, locale))
    trainings = [(data, 1, "C")]
    if everything:
        trainings += [(shuffled(data, folder / f"order-{seed}.csv", seed), seed, "C") for seed in range(2, 2 + ORDERS)]
        trainings += [(data, 2, locale) for locale in LOCALES[1:] if is_there(locale)]
    for rows, threads, locale in trainings:
        # the name of the data stands in the report
        local = folder / "training" / "labels.csv"
        local.parent.mkdir(exist_ok=True)
        local.write_bytes(rows.read_bytes())
        c.add("training", f"{program.path} on {rows} -j {threads}, {locale}", program.training(local, threads, locale))


def main(root, program, *others):
    c, root = Comparison(), pathlib.Path(root)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        if program != "-":
            compare_runs(c, Program(root, program, folder), folder, not others)
        for other in others:
            compare_runs(c, Program(root, other, folder), folder, False)
    for locale in LOCALES:
        if not is_there(locale):
            print(f"not tried: {locale}, which is not in {os.environ.get('LOCPATH', 'LOCPATH')}")
    print(f"{c.n_compared} outputs, the same")


if __name__ == "__main__":
    main(*sys.argv[1:])
