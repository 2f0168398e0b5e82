"""Calls that fail, one after the other: the program ends as it should at each.

In: --slant PROGRAM, --shim LIBRARY (shim.c), --models DIR (small models, as tests/cli/run.py --train leaves them) and the kinds of calls (none:
all). Each command is run without a fault, then once for the n-th call of a kind that fails: every n while there are few, strides over the rest.
Whatever happens, exit 0 means the very output of the run without a fault; any other exit is one of the program's own codes and says why on
standard error, and a results folder holds all of its files or none, and none that is unfinished. Out: what failed; exit 1 when something did.
"""

import argparse
import errno
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLE = os.path.join(ROOT, "datasets", "sample", "opinion", "captain-retires.txt")
EVERY, TRIES = 60, 100  # every n up to EVERY; TRIES in all

# What a call fails with, and whether the program may go on without it.
FAULTS = {
    "alloc": [errno.ENOMEM],
    "read": [errno.EIO],
    "write": [errno.ENOSPC, errno.EPIPE],
    "open": [errno.EMFILE],
    "fsync": [errno.EIO],
    "rename": [errno.EACCES],
    "mmap": [errno.ENOMEM],
}


class Bench:
    def __init__(self, options, folder):
        self.options, self.folder, self.failures, self.n_runs = options, folder, [], 0
        self.env = {**os.environ, "SLANT_MODEL": os.path.join(options.models, "tone.safetensors"), "LC_ALL": "C"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, command, **faults):
        shutil.rmtree(self.path("out"), ignore_errors=True)
        if command[0] == "train":
            os.mkdir(self.path("out"))
        self.n_runs += 1
        done = subprocess.run(
            [self.options.slant, *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            timeout=60,
            cwd=self.folder,
            env={**self.env, "LD_PRELOAD": self.options.shim, **{k: str(v) for k, v in faults.items()}},
            check=False,
        )
        return done, self.files()

    def files(self):
        """What the command has left, with its contents."""
        left = {}
        for root, _, names in os.walk(self.path("out")):
            for name in names:
                path = os.path.join(root, name)
                with open(path, "rb") as file:
                    left[os.path.relpath(path, self.path("out"))] = file.read()
        return left

    def check(self, holds, what):
        if not holds:
            self.failures.append(what)
            print("failed:", what)


def commands(bench):
    lines = "".join(f'{{"id":"n{i}","text":"The council praised the brilliant harbour.\\n\\nThe mayor blamed the bridge."}}\n' for i in range(40))
    with open(bench.path("few.jsonl"), "w", encoding="utf-8") as file:
        file.write(lines + '{"id":"odd","text":"The caf\\u00e9 of \\u0395\\u03bb\\u03bb\\u03ac\\u03b4\\u03b1, \\ufb01led in \\u65e5\\u672c, was praised.","weight":1e2}\n')
    with open(bench.path("table.csv"), "w", encoding="utf-8") as file:
        file.write("id,text\na,The council praised the harbour.\nb,The mayor blamed the bridge.\n")
    with open(bench.path("page.html"), "w", encoding="utf-8") as file:
        file.write("<html><title>Of harbour</title><body><article><p>The council praised the brilliant harbour.<p>The mayor blamed it.</article>")
    packed = subprocess.run(["gzip", "-nc", bench.path("table.csv")], stdout=subprocess.PIPE, check=True).stdout
    with open(bench.path("packed.csv.gz"), "wb") as file:
        file.write(packed)
    data = os.path.join(bench.options.models, "tone.csv")
    classify = [bench.options.slant, "classify", "-q", "-o", "results", "few.jsonl"]
    subprocess.run(classify, cwd=bench.folder, env=bench.env, check=True)
    return {
        "classify": ["classify", "-j", "1", "few.jsonl", "table.csv", SAMPLE],
        "folder": ["classify", "-q", "-j", "1", "-o", "out", "few.jsonl"],
        "threads": ["classify", "-j", "2", "few.jsonl"],
        "page": ["classify", "-j", "1", "page.html"],
        "packed": ["classify", "-j", "1", "packed.csv.gz"],
        "read": ["read", "table.csv"],
        "explain": ["explain", SAMPLE],
        "show": ["model", "show"],
        "report": ["report", "results", "-o", "out"],
        "agree": ["agree", os.path.join(ROOT, "datasets", "sample-codes.csv")],
        "train": ["train", "-q", "--folds", "2", "-C", "1", "-j", "1", "--min-count", "5", data, "-o", "out/model"],
    }


def steps(n_calls, tries):
    few = range(1, min(n_calls, EVERY) + 1)
    rest = range(EVERY + 1, n_calls + 1, max(1, (n_calls - EVERY) // max(1, tries - EVERY)))
    return [*few, *rest]


def judge(bench, name, kind, n, plain, found):
    done, files = found
    where = f"{name}: {kind} {n}: "
    same = done.stdout == plain[0].stdout and files == plain[1]
    if done.returncode == 0:
        bench.check(same, where + "exit 0 and another output")
        return
    bench.check(done.returncode in (3, 4, 5, 6), where + f"exit {done.returncode}, {done.stderr[:200]!r}")
    bench.check(b"slant: " in done.stderr, where + f"exit {done.returncode}, said {done.stderr[:200]!r}")
    unloaded = b"expected the library" in done.stderr  # the loader's own lack of memory is told as what it says
    if kind != "open" and not unloaded:
        bench.check(done.returncode == 5, where + f"exit {done.returncode}, {done.stderr[:200]!r}")
    if kind == "alloc" and not unloaded:
        bench.check(b"memory" in done.stderr, where + f"said {done.stderr[:200]!r}")
    whole = files == plain[1] or not files or (kind == "rename" and all(files[f] == plain[1].get(f) for f in files))
    bench.check(whole, where + f"left {sorted(files)}")


def try_kind(bench, kind, todo):
    for name, command in todo.items():
        os.makedirs(bench.path("out"), exist_ok=True)
        plain = bench.run(command, FAULT_KIND=kind, FAULT_COUNTS=bench.path("counts"))
        bench.check(plain[0].returncode == 0, f"{name}: exit {plain[0].returncode}, {plain[0].stderr[:300]!r}")
        with open(bench.path("counts"), encoding="ascii") as file:
            n_calls = int(file.read())
        for error in FAULTS[kind]:
            for n in steps(n_calls, TRIES if name != "train" else EVERY + 8):
                judge(bench, name, kind, n, plain, bench.run(command, FAULT_KIND=kind, FAULT_AT=n, FAULT_ERRNO=error))


def try_weather(bench, todo):
    """Reads and writes that give less than was asked for, and that signals interrupt, make no difference."""
    for name, command in todo.items():
        plain = bench.run(command)
        for weather in ("short", "interrupted"):
            done, files = bench.run(command, FAULT_WEATHER=weather)
            same = done.returncode == 0 and done.stdout == plain[0].stdout and files == plain[1]
            bench.check(same, f"{name}: {weather}: exit {done.returncode}, {done.stderr[:200]!r}")


def limit_files(size):
    def prepare():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return prepare


def try_full(bench, todo):
    """A disk that is full somewhere in the middle of standard output, which for some commands is the C library's."""
    for name, command in todo.items():
        size = len(bench.run(command)[0].stdout)
        for n in sorted({0, 1, size // 3, size // 2, size - 1} & set(range(size))):
            bench.n_runs += 1
            with open(bench.path("printed"), "wb") as printed:
                done = subprocess.run([bench.options.slant, *command], stdout=printed, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=60,
                                      cwd=bench.folder, env=bench.env, preexec_fn=limit_files(n), check=False)
            bench.check(done.returncode == 5, f"{name}: full after {n} of {size} bytes: exit {done.returncode}")
            bench.check(b"cannot write" in done.stderr or b"cannot create" in done.stderr, f"{name}: full after {n}: said {done.stderr[:200]!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--slant", required=True, type=os.path.abspath)
    parser.add_argument("--shim", required=True, type=os.path.abspath)
    parser.add_argument("--models", required=True, type=os.path.abspath)
    parser.add_argument("kinds", nargs="*")
    options = parser.parse_args()
    n_failed = 0
    for kind in options.kinds or [*FAULTS, "weather", "full"]:
        with tempfile.TemporaryDirectory() as folder:
            bench = Bench(options, folder)
            todo = commands(bench)
            if kind == "weather":
                try_weather(bench, todo)
            elif kind == "full":
                try_full(bench, todo)
            else:
                try_kind(bench, kind, todo)
            n_failed += len(bench.failures)
            print(f"{kind}: {bench.n_runs} runs, {len(bench.failures)} wrong")
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
