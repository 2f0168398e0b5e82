"""Runs the command-line cases and compares what they print with what was printed when they were written.

A case is a folder <command>/<case>/ with `cmd`, a shell script that finds `slant` in its PATH, and what it is to
give: `stdout`, `stderr` and `exit` (empty, empty and 0 where the file is missing). `stdin` is handed to it; all other
files of the case lie in the folder that it runs in, which is new. In the outputs @TMP@ stands for that folder, @ROOT@
for the source tree. The cases of `shipped/` run with the shipped model, all others with small ones that the runner
trains: $SLANT_MODEL and $TWO_LABELS.

In: --slant PROGRAM, commands or COMMAND/CASE (none: all). --models DIR keeps the small models between runs; --train
trains them and does nothing else; --renew writes what was found as what is expected. Out: the differences; exit 1
when there are some.
"""

import argparse
import difflib
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHIPPED_MODEL = os.path.join(ROOT, "models", "news-en.safetensors")
OWN_FILES = {"cmd", "stdin", "stdout", "stderr", "exit"}
SKIPPED = 77

SIGNALS = {
    "supportive": "praised welcomed admirable brilliant trusted thriving".split(),
    "critical": "blamed botched scandalous reckless betrayed failing".split(),
    "neutral": "scheduled numbered consists measures located listed".split(),
}
FILLERS = (
    """river bridge harbour council ferry orchard library station village minister budget winter school market tunnel
archive museum engine garden valley theatre airport factory island chapel stadium canal clinic forest quarry""".split()
)
# Known to the models from a list, so that not every plain sentence is foreign to them.
EVERYDAY = "a is of two halls mayor".split()


class Random:
    """The same numbers with every Python."""

    def __init__(self, seed):
        self.state = seed

    def pick(self, items):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return items[(self.state >> 33) % len(items)]


def training_rows(labels):
    random = Random(5)
    yield "article,paragraph,label,title,text\n"
    for article in range(60):
        for paragraph in range(1, 6):
            label = random.pick(labels)
            words = SIGNALS["supportive critical neutral".split()[labels.index(label)]]
            parts = (
                f"the {random.pick(FILLERS)} was {random.pick(words)} by the {random.pick(FILLERS)}," for _ in range(3)
            )
            text = " ".join(parts)
            yield f'a{article},{paragraph},{label},,"{text.capitalize()} and so it stayed."\n'


def train(slant, folder):
    for name, labels in (("tone", list(SIGNALS)), ("two", ["about", "other"])):
        data, model = os.path.join(folder, name + ".csv"), os.path.join(folder, name + ".safetensors")
        with open(data, "w", encoding="utf-8") as file:
            file.writelines(training_rows(labels))
        words = os.path.join(folder, "words.txt")
        with open(words, "w", encoding="utf-8") as file:
            file.write("\n".join(EVERYDAY))
        options = ["-q", "-C", "1", "--words", words, "-o", model]
        subprocess.run([slant, "train", *options, data], check=True, stdout=subprocess.DEVNULL)


def read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="surrogateescape", newline="") as file:
        return file.read()


def environment(slant, command, models, folder):
    programs = os.path.join(folder, "programs")
    os.mkdir(programs)
    os.symlink(os.path.abspath(slant), os.path.join(programs, "slant"))
    env = {
        "PATH": os.pathsep.join([programs, os.path.join(HERE, "bin"), "/usr/bin", "/bin"]),
        "LC_ALL": "C",
        "ROOT": ROOT,
        "TWO_LABELS": os.path.join(models, "two.safetensors"),
        "PYTHON": sys.executable,
        "HOME": folder,
    }
    if command != "shipped":
        env["SLANT_MODEL"] = os.path.join(models, "tone.safetensors")
    for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
        if name in os.environ:
            env[name] = os.environ[name]
    return env


def cleaned(text, folder, models):
    for path, placeholder in ((folder, "@TMP@"), (models, "@MODELS@"), (ROOT, "@ROOT@")):
        text = text.replace(path, placeholder)
    return text


def run_case(slant, path, models):
    """What the case prints: stdout, stderr, exit."""
    with tempfile.TemporaryDirectory() as top:
        top = os.path.realpath(top)
        folder = os.path.join(top, "case")
        shutil.copytree(path, folder, ignore=lambda _, names: OWN_FILES.intersection(names))
        env = environment(slant, os.path.basename(os.path.dirname(path)), models, top)
        given = os.path.join(path, "stdin")
        with open(given if os.path.exists(given) else os.devnull, "rb") as stdin:
            done = subprocess.run(
                ["/bin/sh", os.path.join(path, "cmd")],
                cwd=folder,
                env=env,
                stdin=stdin,
                capture_output=True,
                timeout=120,
                check=False,
            )
        decoded = [out.decode("utf-8", "surrogateescape") for out in (done.stdout, done.stderr)]
        return {
            "stdout": cleaned(decoded[0], folder, models),
            "stderr": cleaned(decoded[1], folder, models),
            "exit": "" if done.returncode == 0 else f"{done.returncode}\n",
        }


def renew(path, found):
    for name, text in found.items():
        place = os.path.join(path, name)
        if text:
            with open(place, "w", encoding="utf-8", errors="surrogateescape", newline="") as file:
                file.write(text)
        elif os.path.exists(place):
            os.remove(place)


def differences(path, found):
    for name, text in found.items():
        expected = read(os.path.join(path, name))
        if text != expected:
            yield from difflib.unified_diff(
                expected.splitlines(), text.splitlines(), f"expected {name}", f"found {name}", lineterm=""
            )


def cases(wanted):
    for command in sorted(os.listdir(HERE)):
        folder = os.path.join(HERE, command)
        if not os.path.isdir(folder):
            continue
        for case in sorted(os.listdir(folder)):
            name = f"{command}/{case}"
            is_wanted = not wanted or command in wanted or name in wanted
            if is_wanted and os.path.exists(os.path.join(folder, case, "cmd")):
                yield name


def run_all(options, models):
    n_run = n_failed = 0
    for name in cases(options.cases):
        path = os.path.join(HERE, *name.split("/"))
        found = run_case(options.slant, path, models)
        n_run += 1
        if options.renew:
            renew(path, found)
            continue
        lines = list(differences(path, found))
        if lines:
            n_failed += 1
            print(f"{name}:")
            print("\n".join(lines).encode("utf-8", "backslashreplace").decode())
    print(f"{n_run} cases, {n_failed} failed")
    return 1 if n_failed or not n_run else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--slant", required=True)
    parser.add_argument("--models")
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--renew", action="store_true")
    parser.add_argument("cases", nargs="*")
    options = parser.parse_args()
    options.slant = os.path.abspath(options.slant)
    if options.cases == ["shipped"] and not os.path.exists(SHIPPED_MODEL):
        print("skipped: there is no shipped model here")
        return SKIPPED
    if options.models and not options.train:
        return run_all(options, os.path.realpath(options.models))
    with tempfile.TemporaryDirectory() as folder:
        models = os.path.realpath(options.models or folder)
        os.makedirs(models, exist_ok=True)
        train(options.slant, models)
        return 0 if options.train else run_all(options, models)


if __name__ == "__main__":
    sys.exit(main())
