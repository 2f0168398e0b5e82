"""Full disks, closed pipes and endless lines; threads, locales and the order of rows, which make no difference.

In: --slant PROGRAM, --models DIR (small models, as tests/cli/run.py --train leaves them) and the names of tests
(none: all). Out: what failed; exit 1 when something did. --sanitized leaves out what an instrumented program cannot
keep to.
"""

import filecmp
import os
import random
import resource
import signal
import subprocess
import sys

import runner

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SAMPLE = os.path.join(ROOT, "datasets", "sample")
LABELS = os.path.join(ROOT, "datasets", "sample-labels.csv")
CODES = os.path.join(ROOT, "datasets", "sample-codes.csv")
SENTENCE = "The council praised the brilliant harbour, and the trusted ferry was welcomed by the village."
MEGABYTE = 1 << 20


class Bench(runner.Bench):
    def run(self, *arguments, stdout=subprocess.PIPE, env=None, prepare=None):
        return subprocess.run(
            [self.slant, *arguments],
            stdout=stdout,
            stderr=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            timeout=280,
            cwd=self.folder,
            env={**self.env, **(env or {})},
            preexec_fn=prepare,
            check=False,
        )


def articles(n):
    for i in range(n):
        text = f"{SENTENCE}\\n\\nNumber {i} blamed the reckless minister of that town."
        yield f'{{"id":"n{i}","title":"Of harbour {i}","text":"{text}"}}\n'


def commands(bench):
    """Commands that print, little and much."""
    few, many = bench.write("few.jsonl", "".join(articles(2))), bench.write("many.jsonl", "".join(articles(3000)))
    return [
        ["classify", few],
        ["classify", many],
        ["classify", "--format", "jsonl", many],
        ["classify", "--summary", many],
        ["read", few],
        ["read", many],
        ["explain", few],
        ["explain", "--format", "csv", many],
        ["explain", "--format", "jsonl", many],
        ["evaluate", bench.data],
        ["agree", CODES],
        ["model", "show"],
        ["--version"],
        ["-h"],
        ["classify", "-h"],
        ["help", "train"],
        ["train", "-q", "--folds", "2", "-C", "1", bench.data, "-o", bench.path("printed")],
    ]


def full_disk(bench):
    if not os.path.exists("/dev/full"):
        return
    for command in commands(bench):
        with open("/dev/full", "w", encoding="utf-8") as full:
            done = bench.run(*command, stdout=full)
        said = done.stderr.decode()
        bench.check(done.returncode == 5, f"full disk: {command}: exit {done.returncode}")
        bench.check("standard output: cannot write" in said, f"full disk: {command}: said {said!r}")


def closed_pipe(bench):
    for command in commands(bench):
        reading, writing = os.pipe()
        os.close(reading)
        done = bench.run(*command, stdout=writing)
        os.close(writing)
        said = done.stderr.decode()
        bench.check(done.returncode == 5, f"closed pipe: {command}: exit {done.returncode}")
        bench.check("standard output: cannot write" in said, f"closed pipe: {command}: said {said!r}")


def small_files():
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))


def full_folder(bench):
    """A disk that fills up while a folder or a model is written leaves nothing behind."""
    many = bench.write("many.jsonl", "".join(articles(3000)))
    done = bench.run("classify", "-q", "-o", "out", many, prepare=small_files)
    bench.check(
        done.returncode == 5 and b"cannot write" in done.stderr, f"full folder: {done.returncode} {done.stderr!r}"
    )
    bench.check(os.listdir(bench.path("out")) == [], f"full folder: left {os.listdir(bench.path('out'))}")
    done = bench.run("train", "-q", "--folds", "2", "-C", "1", bench.data, "-o", "model", prepare=small_files)
    bench.check(
        done.returncode == 5 and b"cannot write" in done.stderr, f"full model: {done.returncode} {done.stderr!r}"
    )
    left = [name for name in os.listdir(bench.folder) if name.startswith("model")]
    bench.check(left == [], f"full model: left {left}")


N_PAGES = 8  # of detail


def files_below(folder):
    return sorted(os.path.relpath(os.path.join(root, name), folder) for root, _, names in os.walk(folder) for name in names)


def same_folders(bench, one, other, what):
    names = files_below(bench.path(one))
    bench.check(names == files_below(bench.path(other)) and len(names) == 6 + N_PAGES, f"{what}: other files: {names}")
    for name in names:
        same = filecmp.cmp(os.path.join(bench.path(one), name), os.path.join(bench.path(other), name), shallow=False)
        bench.check(same, f"{what}: {name} differs")


def threads(bench):
    """The same bytes with one thread and with several."""
    many = bench.write("many.jsonl", "".join(articles(700)))
    for extra in ([], ["--summary"], ["--format", "jsonl", "--text"], ["--summary", "--duplicates"]):
        outputs = [bench.run("classify", "-j", n, *extra, SAMPLE, many).stdout for n in "125"]
        bench.check(outputs[0] == outputs[1] == outputs[2] and len(outputs[0]) > 1000, f"threads: rows {extra} differ")
    for n in "125":
        bench.check(
            bench.run("classify", "-q", "-j", n, "-o", "out" + n, SAMPLE, many).returncode == 0,
            "threads: classify failed",
        )
    same_folders(bench, "out1", "out2", "threads")
    same_folders(bench, "out1", "out5", "threads")
    reports = [bench.run("evaluate", "-j", n, "--format", "json", LABELS).stdout for n in "12"]
    bench.check(reports[0] == reports[1] and b"macro_f1" in reports[0], "threads: evaluation differs")


def row_order(bench):
    """Neither the order of rows, nor files, nor threads show in a model."""
    with open(LABELS, encoding="utf-8", newline="") as file:
        header, *rows = file.read().splitlines(keepends=True)
    models = []
    for turn in range(4):
        random.Random(turn).shuffle(rows)
        half = len(rows) // 2 if turn == 3 else len(rows)
        data = [
            bench.write("a.csv", header + "".join(rows[:half])),
            bench.write("b.csv", header + "".join(rows[half:])),
        ]
        done = bench.run(
            "train", "-q", "--folds", "3", "-C", "0.25", "-C", "0.5", "-j", str(1 + turn % 2), *data, "-o", "model"
        )
        bench.check(done.returncode == 0, f"row order: {done.stderr!r}")
        with open(bench.path("model"), "rb") as file:
            models.append((file.read(), done.stdout))
    for model in models[1:]:
        bench.check(model[0] == models[0][0], "row order: another model")
        bench.check(model[1] == models[0][1], "row order: another report")


def auxiliary_order(bench):
    """Nor do the order of auxiliary rows and word vectors, nor the files of a folder that the rows lie in."""
    with open(bench.data, encoding="utf-8", newline="") as file:
        header, *rows = file.read().splitlines(keepends=True)
    words = "river praised blamed scheduled harbour welcomed lightship".split()
    vectors = [f"{word} {len(word) / 4} {i % 3 - 1} 0.25\n" for i, word in enumerate(words)]
    os.mkdir(bench.path("help"))
    found = []
    for turn in range(3):
        random.Random(turn).shuffle(rows)
        random.Random(turn).shuffle(vectors)
        half = len(rows) // (turn + 1)
        bench.write("help/a.csv", header + "".join(rows[:half]))
        bench.write("help/b.csv", header + "".join(rows[half:]))
        bench.write("vectors.txt", f"{len(vectors)} 3\n" + "".join(vectors))
        done = bench.run(
            *("train", "-q", "--folds", "3", "-C", "0.25", "-j", str(1 + turn), LABELS, "-o", "model"),
            *("--auxiliary", "help:0.5", "--vectors", "vectors.txt", "--out-of-fold", "rows.csv"),
        )
        bench.check(done.returncode == 0, f"auxiliary order: {done.stderr!r}")
        with open(bench.path("model"), "rb") as model, open(bench.path("rows.csv"), "rb") as out_of_fold:
            found.append((model.read(), out_of_fold.read(), done.stdout))
    for other in found[1:]:
        bench.check(other[0] == found[0][0], "auxiliary order: another model")
        bench.check(other[1] == found[0][1], "auxiliary order: other rows out of fold")
        bench.check(other[2] == found[0][2] and b"auxiliary rows of help" in other[2], "auxiliary order: another report")


def locale(bench):
    """A decimal comma changes nothing; the locale is one of those that LOCPATH holds, or the system's."""
    plain = [
        bench.run(*command).stdout for command in (["classify", SAMPLE], ["evaluate", bench.data], ["agree", CODES], ["model", "show"])
    ]
    for name in ("de_DE.UTF-8", "ps_AF.UTF-8"):
        env = {"LC_ALL": name, "LANG": name}
        found = [
            bench.run(*command, env=env).stdout
            for command in (["classify", SAMPLE], ["evaluate", bench.data], ["agree", CODES], ["model", "show"])
        ]
        bench.check(found == plain and all(plain), f"locale: {name} changes the output")


def endless_line(bench):
    """A line of 100 MB is refused in bounded memory, and what stands after it is read: the next line, or where a row
    may run over many lines (CSV), the next file."""
    long = "a long line of words " * (5 * MEGABYTE)
    inputs = {
        "long.jsonl": "".join(f'{{"id":"{i}","text":"{t}"}}\n' for i, t in zip("xyz", (SENTENCE, long, SENTENCE))),
        "long.csv": f'id,text\nx,{SENTENCE.replace(",", "")}\ny,{long}\nz,{SENTENCE.replace(",", "")}\n',
    }
    for name, text in inputs.items():
        done = bench.run(
            "classify",
            "-j",
            "1",
            bench.write(name, text),
            bench.write("after.txt", SENTENCE),
            prepare=None if bench.sanitized else little_memory,
        )
        rows = [line.split(",")[0] for line in done.stdout.decode().splitlines()]
        bench.check(done.returncode == 6, f"endless line: {name}: exit {done.returncode}, {done.stderr!r}")
        expected = ["article", "x", "z", "after.txt"] if name == "long.jsonl" else ["article", "x", "after.txt"]
        bench.check(rows == expected, f"endless line: {name}: rows {rows}")
        bench.check(f"{name}:".encode() in done.stderr, f"endless line: {name}: said {done.stderr!r}")
        os.remove(bench.path(name))
    done = bench.run(
        "classify",
        "-j",
        "1",
        bench.write("long.txt", long),
        bench.write("short.txt", SENTENCE),
        prepare=None if bench.sanitized else little_memory,
    )
    bench.check(
        done.returncode == 6 and b"short.txt,1," in done.stdout,
        f"endless line: long.txt: {done.returncode} {done.stderr!r}",
    )


def little_memory():
    resource.setrlimit(resource.RLIMIT_AS, (300 * MEGABYTE, 300 * MEGABYTE))


def peak_of(bench, *arguments):
    """Peak resident memory in MiB."""
    process = subprocess.Popen(
        [bench.slant, *arguments], cwd=bench.folder, env=bench.env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    bench.check(process.returncode == 0, f"memory: {arguments}: exit {process.returncode}")
    return usage.ru_maxrss / 1024


def memory(bench):
    """Memory does not grow with the batch."""
    if bench.sanitized:
        return
    few, many = bench.write("few.jsonl", "".join(articles(2000))), bench.write("many.jsonl", "".join(articles(20000)))
    for extra in ([], ["-q", "--force", "-o", "out"]):
        small, large = (peak_of(bench, "classify", "-j", "2", *extra, path) for path in (few, many))
        bench.check(
            large < small + 8, f"memory: {extra}: {small:.1f} MiB for 2,000 articles, {large:.1f} MiB for 20,000"
        )
    for encoding in ("cp1252", "utf-16"):
        tables = []
        for n in (2000, 20000):
            rows = "".join(f'{i};"Le maire a déjà répondu : l’été dernier, la forêt brûlée no {i} reste fermée."\n' for i in range(n))
            path = bench.path(f"table-{n}.csv")
            with open(path, "w", encoding=encoding) as file:
                file.write("id;text\n" + rows)
            tables.append(path)
        small, large = (peak_of(bench, "read", path) for path in tables)
        bench.check(large < small + 8, f"memory: {encoding}: {small:.1f} MiB for 2,000 rows, {large:.1f} MiB for 20,000")
    small, large = peak_of(bench, "read", few), peak_of(bench, "read", many)
    bench.check(large < small + 8, f"memory: read: {small:.1f} MiB for 2,000 articles, {large:.1f} MiB for 20,000")


TESTS = [full_disk, closed_pipe, full_folder, threads, row_order, auxiliary_order, locale, endless_line, memory]


if __name__ == "__main__":
    sys.exit(runner.run(__doc__, TESTS, Bench))
