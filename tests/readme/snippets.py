"""Runs what the README shows: the walk through retraining, and the snippets that read the CSV files.

Usage: snippets.py SLANT SOURCE sh|python|r|sql; exit 77 where what a snippet needs is not installed.
"""
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile


def blocks(source, language):
    with open(f"{source}/README.md", encoding="utf-8") as file:
        return re.findall(rf"^```{language}\n(.*?)^```$", file.read(), re.M | re.S)


def needs(language):
    """What is missing for snippets in that language."""
    modules = {"python": ["pandas"], "sql": ["duckdb"]}.get(language, [])
    missing = [name for name in modules if importlib.util.find_spec(name) is None]
    return missing + (["Rscript"] if language == "r" and shutil.which("Rscript") is None else [])


def run_snippet(language, text):
    if language == "python":
        command, text = [sys.executable, "-"], text
    elif language == "r":
        command = ["Rscript", "-"]
    elif language == "sql":
        command, text = [sys.executable, "-"], f"import duckdb\nprint(duckdb.sql('''{text}'''))\n"
    else:
        command = ["sh", "-eu"]
    result = subprocess.run(command, input=text, text=True, capture_output=True)
    print(text, result.stdout, result.stderr, sep="\n")
    return result.returncode == 0 and (result.stdout != "" or language == "sh")


def main():
    slant, source, language = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), sys.argv[3]
    missing = needs(language)
    if missing:
        print("skipped: not installed:", *missing)
        return 77
    wanted = [b for b in blocks(source, language) if language != "sh" or "datasets/sample" in b or "datasets/pages" in b]
    with tempfile.TemporaryDirectory() as place:
        os.chdir(place)
        os.environ["PATH"] = f"{place}/bin:{os.environ['PATH']}"
        os.mkdir("bin")
        os.symlink(slant, "bin/slant")
        for name in ("datasets", "models"):
            os.symlink(f"{source}/{name}", name)
        os.environ.update(PYTHONPATH=f"{source}/tools/python", SLANT_LIBRARY=f"{os.path.dirname(slant)}/src/libslant.so")
        if language != "sh":
            subprocess.run(["slant", "classify", "datasets/sample", "-o", "results", "--quiet"], check=True)
        passed = [run_snippet(language, block) for block in wanted]
    print(len(passed), "snippets,", passed.count(False), "failed")
    return 0 if passed and all(passed) else 1


sys.exit(main())
