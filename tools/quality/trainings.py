"""Trainings: runs `slant train` for a configuration and keeps what it said out of fold.

A kept file is named by the configuration and a checksum of all that the outcome depends on: the options, the files they name, the
training data, whether targets are kept, and the program.
"""

import collections
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

from data import SENTENCES, training_file
from failure import Failure


# root: the project's; corpora; made: what tools make of them
Folders = collections.namedtuple("Folders", "root corpora made")


def options_of(configuration, folders):
    options = configuration.options
    for name, folder in folders._asdict().items():
        options = [option.replace(f"{{{name}}}", folder) for option in options]
    return options


def files_of(options):
    """The files that options name; `--auxiliary` has a weight behind the name, `--distill` an encoder before it, too."""
    names = (re.sub(r"^fold-[0-9]+=|:[0-9.]+$", "", option) for option in options)
    return [name for name in names if os.path.isfile(name)]


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def checksum(configuration, slant, folders):
    source = os.path.join(folders.corpora, "framing.jsonl" if configuration.data == "framing" else SENTENCES)
    files = [slant, source, *files_of(options_of(configuration, folders))]
    facts = [configuration.data, str(configuration.target), *configuration.options, *map(digest_of, files)]
    return hashlib.sha256("\n".join(facts).encode()).hexdigest()[:16]


def train(configuration, slant, folders, path):
    """Trains and puts the out-of-fold file at `path` when all went well; slant's own report lies beside it."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out-of-fold.csv")
        command = [slant, "train", training_file(configuration, folders.corpora, folder), *options_of(configuration, folders), "--quiet"]
        command += ["-o", os.path.join(folder, "model.safetensors"), "--out-of-fold", out]
        with open(os.path.join(folder, "report.txt"), "wb") as report:
            done = subprocess.run(command, stdout=report)
        if done.returncode != 0:
            raise Failure(f"{configuration.name}: slant train ended with status {done.returncode}")
        shutil.move(report.name, os.path.splitext(path)[0] + ".txt")
        shutil.move(out, path)


def out_of_fold(configuration, slant, folders, keep):
    """The path of the configuration's out-of-fold file in the folder `keep`, trained for where it is not there yet."""
    path = os.path.join(keep, f"{configuration.name}-{checksum(configuration, slant, folders)}.csv")
    if not os.path.exists(path):
        print(f"bench: training {configuration.name}", file=sys.stderr)
        train(configuration, slant, folders, path)
    return path
