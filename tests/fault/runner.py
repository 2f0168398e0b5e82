"""Runs tests of faults by name, each with a bench and a folder of its own.

In: --slant PROGRAM, --models DIR (small models, as tests/cli/run.py --train leaves them), --sanitized, and names of tests (none: all).
Out: what failed; 1 when something did.
"""

import argparse
import os
import tempfile
import time


class Bench:
    """The program, a folder to work in, and what failed."""

    def __init__(self, options, folder):
        self.slant, self.folder, self.sanitized, self.failures = options.slant, folder, options.sanitized, []
        self.data = os.path.join(options.models, "tone.csv")
        self.env = {**os.environ, "SLANT_MODEL": os.path.join(options.models, "tone.safetensors"), "LC_ALL": "C"}

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, text):
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text)
        return self.path(name)

    def check(self, holds, what):
        if not holds:
            self.failures.append(what)
            print("failed:", what)
        return holds


def run(description, tests, make_bench):
    """`make_bench(options, folder)` gives what a test is called with; it has a list of `failures`."""
    parser = argparse.ArgumentParser(description=description.split("\n")[0])
    parser.add_argument("--slant", required=True, type=os.path.abspath)
    parser.add_argument("--models", required=True, type=os.path.abspath)
    parser.add_argument("--sanitized", action="store_true")
    parser.add_argument("tests", nargs="*")
    options = parser.parse_args()
    n_failed = 0
    for test in tests:
        if options.tests and test.__name__ not in options.tests:
            continue
        start = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            bench = make_bench(options, folder)
            test(bench)
            n_failed += len(bench.failures)
            print(f"{test.__name__}: {'failed' if bench.failures else 'passed'} in {time.monotonic() - start:.1f} s")
    return 1 if n_failed else 0
