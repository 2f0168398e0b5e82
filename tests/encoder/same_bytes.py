"""The encoder's bytes: the same with gcc and clang, without optimization and with much, with AVX2 and without.

Compiles the encoder, and what prints its numbers, in each of these ways, links them before the library that the build made, and runs
`slant encode` and the program of logits on small networks; all that they print has to be equal.

Usage: same_bytes.py SOURCE BUILD SMALL LIBRARY... Skips (77) where there are not two compilers.
"""

import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

SOURCE, BUILD, SMALL, *LIBRARIES = sys.argv[1:]
SOURCES = [*sorted(glob.glob(f"{SOURCE}/src/encoder/*.c")), f"{SOURCE}/src/base/buffer.c", f"{SOURCE}/src/base/number.c"]
FLAGS = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-ffp-contract=off", "-fPIC", "-Wno-psabi", f"-I{SOURCE}/include", f"-I{SOURCE}/src",
         f"-I{BUILD}/generated", "-c"]  # fmt: skip
SEEDS, ARTICLES, WINDOWS = range(1, 4), 12, 40
WORDS, PLACES = 60, 64  # of tests/unit/small_encoder.h


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, check=False, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)}: exit {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def write_articles(path):
    """Letters are the pieces of the small networks; other words are unknown to them."""
    draw = random.Random(3)
    with open(path, "w", encoding="utf-8") as file:
        for number in range(ARTICLES):
            texts = [" ".join(draw.choice("abcdefghijklmnopqrstuvwxyz0123,é") for _ in range(draw.randrange(1, 30))) for _ in range(number + 2)]
            file.write(json.dumps({"id": str(number), "title": texts[0], "paragraphs": texts[1:]}) + "\n")


def draw_windows():
    """As tests/encoder/logits.c reads them."""
    draw, lines = random.Random(4), []
    for _ in range(WINDOWS):
        n = draw.randrange(2, PLACES + 1)
        begin = draw.randrange(1, n)
        numbers = [begin, n, *(draw.randrange(WORDS) for _ in range(n)), 2, begin, n, 0, draw.randrange(1, n + 1)]
        lines.append(" ".join(map(str, numbers)))
    return "\n".join(lines).encode()


def build(folder, compiler, *flags):
    """The two programs, with the encoder compiled in that way."""
    os.makedirs(folder)
    run(compiler, *FLAGS, *flags, *SOURCES, cwd=folder)
    ours = sorted(glob.glob(f"{folder}/*.o"))
    rest = [f"{BUILD}/src/libslant_static.a", *LIBRARIES]
    commands = sorted(glob.glob(f"{BUILD}/src/CMakeFiles/slant_commands.dir/cli/*.o"))
    main = f"{BUILD}/src/CMakeFiles/slant_program.dir/cli/main.c.o"
    logits = f"{BUILD}/tests/CMakeFiles/encoder_logits.dir/encoder/logits.c.o"
    for name, objects in [("slant", [main, *commands]), ("logits", [logits])]:
        run(compiler, "-o", f"{folder}/{name}", *objects, *ours, *rest)


def printed(folder, models, articles, windows):
    made = []
    for model in models:
        made.append(run(f"{folder}/slant", "encode", "--quiet", "--encoder", model, articles))
        made.append(run(f"{folder}/logits", model, "fast", input=windows))
    return made


def main():
    compilers = [name for name in ["gcc", "clang"] if shutil.which(name)]
    if len(compilers) < 2:
        print(f"skipped: found {compilers}, expected gcc and clang")
        return 77
    with tempfile.TemporaryDirectory() as place:
        articles, models, windows = f"{place}/articles.jsonl", [f"{place}/{seed}.safetensors" for seed in SEEDS], draw_windows()
        write_articles(articles)
        for seed, model in zip(SEEDS, models):
            run(SMALL, str(seed), model)
        first = None
        for compiler in compilers:
            for flags in [["-O3"], ["-O0"], ["-O3", "-DSLANT_PORTABLE"], ["-O0", "-DSLANT_PORTABLE"]]:
                name = " ".join([compiler, *flags])
                folder = f"{place}/{name.replace(' ', '')}"
                build(folder, compiler, *flags)
                found = printed(folder, models, articles, windows)
                first = first or (name, found)
                for number, (a, b) in enumerate(zip(first[1], found)):
                    if a != b:
                        print(f"found other {'logits' if number % 2 else 'readings'} from {name} than from {first[0]}, expected the same bytes")
                        return 1
                print(f"{name}: {sum(map(len, found))} bytes, the same")
    return 0 if all(first[1]) else 1


if __name__ == "__main__":
    sys.exit(main())
