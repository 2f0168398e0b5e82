"""Long runs: killed at any moment, interrupted, divided into shards, the results are the same bytes.

In: --slant PROGRAM, --models DIR (small models, as tests/cli/run.py --train leaves them) and the names of tests (none:
all). Out: what failed; exit 1 when something did.
"""

import filecmp
import os
import random
import shutil
import signal
import subprocess
import sys
import time

import runner

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLE = os.path.join(ROOT, "datasets", "sample")
SHIPPED = os.path.join(ROOT, "models", "news-en.safetensors")
INTERRUPTED = 130
N_KILLS = 50
WORDS = "river bridge harbour council ferry orchard library station village minister budget winter school market".split()


class Bench(runner.Bench):
    def start(self, *arguments, env=None):
        return subprocess.Popen(
            [self.slant, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=self.folder,
            env={**self.env, **(env or {})},
        )

    def run(self, *arguments, env=None):
        """Exit code and what was said."""
        process = self.start(*arguments, env=env)
        said = process.communicate(timeout=280)[1].decode()
        return process.returncode, said

    def must_run(self, *arguments, code=0, env=None):
        found, said = self.run(*arguments, env=env)
        self.check(found == code, f"{arguments}: exit {found}, expected {code}: {said}")
        return said

    def same(self, one, other, what):
        names = [files_below(self.path(folder)) for folder in (one, other)]
        if not self.check(names[0] == names[1] and names[0], f"{what}: files {names[0]} and {names[1]}"):
            return
        for name in names[0]:
            same = filecmp.cmp(os.path.join(self.path(one), name), os.path.join(self.path(other), name), shallow=False)
            self.check(same, f"{what}: {name} differs")


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(folder) for name in names)


def inputs(bench, n):
    """Articles of several kinds, among them some that repeat others, ids that are met again, and what cannot be read."""
    rng = random.Random(7)
    lines, rows = [], ["article,paragraph,text\n"]
    for i in range(n):
        words = [" ".join(rng.choice(WORDS) for _ in range(9)) for _ in range(rng.randrange(1, 9))]
        text = "\\n\\n".join(f"The council praised the {w} in turn {i}." for w in words)
        if i % 7 == 3:
            text = last + "\\n\\nBy our own reporter"
        last = text
        lines.append(f'{{"id":"n{i // 2 if i % 9 == 1 else i}","source":"Paper {i % 5}","title":"Of harbour {i}","text":"{text}"}}\n')
        if i % 50 == 20:
            lines.append('{"id":"torn","text":\n')
    for i in range(n // 4):
        for k in range(1, 4):
            rows.append(f"r{i},{9 - k if i % 30 == 7 else k},The mayor blamed the reckless {rng.choice(WORDS)} {i}\n")
    os.mkdir(bench.path("in"))
    bench.write("in/a.jsonl", "".join(lines))
    bench.write("in/b.csv", "".join(rows))
    bench.write("in/c.txt", "The council welcomed the trusted ferry.\n\nIt was scheduled.\n")
    bench.write("in/d.pdf", "%PDF-1.4\n")
    return bench.path("in")


def kills(bench):
    """After kill -9 at random moments, twice in most runs, --resume leaves what an undisturbed run leaves."""
    given = inputs(bench, 600)
    plain = ["classify", "-q", "-j", "2", "--duplicates", given, "-o"]
    bench.must_run(*plain, "whole", code=6)
    start = time.monotonic()
    bench.must_run(*plain, "again", code=6)
    length = time.monotonic() - start
    bench.same("whole", "again", "kills: two runs")
    rng = random.Random(11)
    n_unfinished = 0
    for turn in range(N_KILLS // 2):
        out = f"out{turn}"
        for extra in ([], ["--resume"]):
            process = bench.start(*plain, out, *extra)
            time.sleep(rng.uniform(0, length))
            process.kill()
            process.communicate()
            n_unfinished += os.path.exists(os.path.join(bench.path(out), "journal"))
        code, said = bench.run(*plain, out, "--resume")
        bench.check(code in (0, 6), f"kills: turn {turn}: exit {code}: {said}")
        bench.same("whole", out, f"kills: turn {turn}")
        shutil.rmtree(bench.path(out))
    bench.check(n_unfinished >= N_KILLS // 8, f"kills: {n_unfinished} of {N_KILLS} kills met a run that was under way, expected more")
    print(n_unfinished, "of", N_KILLS, "kills met a run that was under way")


def n_lines_of(path):
    with open(path, "rb") as file:
        return file.read().count(b"\n")


def wait_for(holds):
    """Whether it holds within some seconds."""
    end = time.monotonic() + 60
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True


def feed(path, text, n_lines, act):
    """Writes lines into a FIFO, calls `act` behind `n_lines` of them, and goes on."""
    lines = text.splitlines(keepends=True)
    with open(path, "w", encoding="utf-8") as fifo:
        try:
            fifo.write("".join(lines[:n_lines]))
            fifo.flush()
            act()
            fifo.write("".join(lines[n_lines:]))
        except BrokenPipeError:
            pass


def interrupts(bench):
    """SIGINT and SIGTERM: what is whole is kept, exit 130, and --resume goes on; a second one ends at once."""
    given = inputs(bench, 600)
    with open(os.path.join(given, "a.jsonl"), encoding="utf-8") as file:
        text = file.read()
    os.mkfifo(bench.path("fifo"))
    plain = ["classify", "--from", "jsonl", "-j", "2", "fifo", "-o"]
    for number, name in ((signal.SIGINT, "int"), (signal.SIGTERM, "term")):
        process = bench.start(*plain, name)

        def act(process=process, number=number, name=name):
            journal = os.path.join(bench.path(name), "journal")
            bench.check(wait_for(lambda: os.path.exists(journal) and n_lines_of(journal) > 1), f"interrupts: {name}: nothing is whole")
            process.send_signal(number)
            time.sleep(0.1)

        feed(bench.path("fifo"), text, 400, act)
        said = process.communicate(timeout=60)[1].decode()
        bench.check(process.returncode == INTERRUPTED, f"interrupts: {name}: exit {process.returncode}: {said}")
        bench.check("articles are whole" in said and "--resume goes on" in said, f"interrupts: {name}: said {said!r}")
        code, said = bench.run(*plain, name)
        bench.check(code == 2 and "found an unfinished run" in said, f"interrupts: {name}: exit {code}: {said!r}")
        for turn, extra in (("resumed", "--resume"), ("anew", "--force")):
            target = name if turn == "resumed" else name + "-anew"
            process = bench.start(*plain, target, extra)
            feed(bench.path("fifo"), text, 0, lambda: None)
            said = process.communicate(timeout=60)[1].decode()
            bench.check(process.returncode == 6, f"interrupts: {name} {turn}: exit {process.returncode}: {said}")
        bench.same(name, name + "-anew", f"interrupts: {name}")
    process = bench.start(*plain, "twice")

    def twice():
        process.send_signal(signal.SIGINT)
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        process.wait(timeout=10)

    feed(bench.path("fifo"), text, 400, twice)
    bench.check(process.returncode == INTERRUPTED, f"interrupts: twice: exit {process.returncode}")
    process.communicate()


def rows_interrupted(bench):
    """Rows to standard output: those of whole articles are there."""
    os.mkfifo(bench.path("fifo"))
    given = inputs(bench, 300)
    with open(os.path.join(given, "a.jsonl"), encoding="utf-8") as file:
        text = file.read()
    with open(bench.path("rows"), "wb") as rows:
        process = subprocess.Popen(
            [bench.slant, "classify", "-j", "1", "--from", "jsonl", "fifo"], stdout=rows, stderr=subprocess.PIPE, cwd=bench.folder, env=bench.env
        )

        def act():
            bench.check(wait_for(lambda: os.path.getsize(bench.path("rows")) > 0), "rows: none were written")
            process.send_signal(signal.SIGINT)
            time.sleep(0.1)

        feed(bench.path("fifo"), text, 200, act)
        said = process.communicate(timeout=60)[1].decode()
    with open(bench.path("rows"), encoding="utf-8") as file:
        lines = file.read()
    whole = subprocess.run(
        [bench.slant, "classify", "-q", os.path.join(given, "a.jsonl")], capture_output=True, cwd=bench.folder, env=bench.env, check=False
    ).stdout.decode()
    bench.check(process.returncode == INTERRUPTED and "interrupted: the rows of" in said, f"rows: exit {process.returncode}: {said}")
    bench.check(lines.endswith("\n") and whole.startswith(lines) and len(lines) < len(whole), "rows: not the first of all rows")


def training(bench):
    """A training that is interrupted before its model is whole writes nothing; exit 130."""
    with open(os.path.join(ROOT, "datasets", "sample-labels.csv"), encoding="utf-8") as file:
        text = file.read()
    os.mkfifo(bench.path("fifo.csv"))
    process = bench.start("train", "-q", "fifo.csv", "-o", "model.safetensors")
    feed(bench.path("fifo.csv"), text, 100, lambda: process.send_signal(signal.SIGINT))
    said = process.communicate(timeout=120)[1].decode()
    bench.check(process.returncode == INTERRUPTED, f"training: exit {process.returncode}: {said}")
    bench.check("nothing was written" in said, f"training: said {said!r}")
    bench.check(not [n for n in os.listdir(bench.folder) if n.startswith("model")], f"training: left {os.listdir(bench.folder)}")


def divide(bench, what, n, arguments, given, code, env=None):
    """One run and n shards, merged in another order."""
    bench.must_run("classify", *arguments, given, "-o", "whole", code=code, env=env)
    names = [f"part{i}" for i in range(1, n + 1)]
    for i, name in enumerate(names, 1):
        found, said = bench.run("classify", *arguments, given, "--shard", f"{i}/{n}", "-o", name, env=env)
        bench.check(found in (0, 6), f"{what}: shard {i}: exit {found}: {said}")
    bench.must_run("merge", "-q", *names[1:], names[0], "-o", "merged", code=code, env=env)
    bench.same("whole", "merged", what)
    for name in names + ["whole", "merged"]:
        shutil.rmtree(bench.path(name))


def shards(bench):
    """Shards that are put together are what one run leaves."""
    given = inputs(bench, 600)
    for extra in ([], ["--duplicates"], ["--spreadsheet", "--duplicates", "--text", "--by", "source,topic"], ["--no-evidence", "--limit", "333"]):
        divide(bench, f"shards {extra}", 3, ["-q", "--effort", "fast", *extra], given, 6)
    divide(bench, "shards of one", 1, ["-q"], given, 6)
    divide(bench, "shards without articles", 5, ["-q"], os.path.join(given, "c.txt"), 0)
    # a shard that was killed goes on as any run
    command = ["classify", "-q", given, "--shard", "2/3", "--duplicates", "-o"]
    bench.must_run(*command, "one", code=6)
    process = bench.start(*command, "two")
    time.sleep(0.1)
    process.kill()
    process.communicate()
    bench.run(*command, "two", "--resume")
    for name in ("one", "two"):
        os.remove(os.path.join(bench.path(name), "journal"))  # which says how it came about
    bench.same("one", "two", "a shard that was killed")


def best(bench):
    """The same with the encoder reading every paragraph."""
    if not os.path.exists(SHIPPED):
        return
    env = {"SLANT_MODEL": SHIPPED}
    few = os.path.join(bench.folder, "few")
    os.mkdir(few)
    for name in sorted(os.listdir(os.path.join(SAMPLE, "opinion")))[:4]:
        shutil.copy(os.path.join(SAMPLE, "opinion", name), few)
    divide(bench, "best", 3, ["-q", "--effort", "best"], few, 0, env=env)


TESTS = [kills, interrupts, rows_interrupted, training, shards, best]


if __name__ == "__main__":
    sys.exit(runner.run(__doc__, TESTS, Bench))
