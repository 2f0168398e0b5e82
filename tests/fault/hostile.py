"""Inputs that somebody made to do harm: they are refused or read, told, and cost neither much memory nor much time.

In: --slant PROGRAM, --models DIR (small models, as tests/cli/run.py --train leaves them) and the names of tests (none: all). Out: what failed; exit 1
when something did. --sanitized: the program is instrumented, and memory is not limited.
"""

import gzip
import io
import json
import os
import resource
import subprocess
import sys
import tarfile
import zipfile

import runner

MEGABYTE = 1 << 20
SECONDS = 60  # far more than any of these takes: what grows with the square of its input takes hours
SENTENCE = "The council praised the brilliant harbour."
TRICKS = "\u202e\u2066\x1b[31m\x9b31m\n\r\u2028\u200f"


class Bench(runner.Bench):
    def __init__(self, options, folder):
        super().__init__(options, folder)
        self.env["LC_ALL"] = "C.UTF-8"

    def write(self, name, data):
        with open(self.path(name), "wb") as file:
            file.write(data if isinstance(data, bytes) else data.encode())
        return name

    def run(self, *arguments):
        def little():
            if not self.sanitized:
                resource.setrlimit(resource.RLIMIT_AS, (500 * MEGABYTE, 500 * MEGABYTE))

        return subprocess.run([self.slant, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, timeout=SECONDS,
                              cwd=self.folder, env=self.env, preexec_fn=little, check=False)

    def expect(self, name, code, *parts, arguments=("classify", "-j", "1")):
        """Exit code, and parts of what is said; the run, to be looked at."""
        done = self.run(*arguments, name)
        self.check(done.returncode == code, f"{name}: exit {done.returncode}, expected {code}: {done.stderr[-300:]!r}")
        for part in parts:
            self.check(part.encode() in done.stderr, f"{name}: said {done.stderr[-300:]!r}, expected {part!r}")
        return done


def bombs(bench):
    """A few hundred kilobytes that stand for hundreds of megabytes."""
    row = (SENTENCE + "\n") * 24000  # a megabyte
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as file:
        for _ in range(200):
            file.write(row.encode())
    line = io.BytesIO()
    with gzip.GzipFile(fileobj=line, mode="wb", mtime=0) as file:
        file.write(b'{"text":"')
        for _ in range(200):
            file.write(b"a" * MEGABYTE)
    with zipfile.ZipFile(bench.path("bomb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("before.txt", SENTENCE)
        with archive.open("bomb.csv", "w") as member:
            member.write(b"id,text\n")
            for i in range(400):
                member.write(f"{i},".encode() + b"a" * MEGABYTE + b"\n")
        archive.writestr("after.txt", SENTENCE)
    told = "packed bytes that stand for more than 250 times as many"
    bench.expect(bench.write("bomb.jsonl.gz", line.getvalue()), 3, told)
    done = bench.expect("bomb.zip", 6, told)
    bench.check(b"before.txt,1," in done.stdout, "bomb.zip: what stands before the bomb is not read")
    warc = b"WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: 209715200\r\n\r\n"
    packed_warc = io.BytesIO()
    with gzip.GzipFile(fileobj=packed_warc, mode="wb", mtime=0) as file:
        file.write(warc)
        for _ in range(200):
            file.write(b"a" * MEGABYTE)
    bench.expect(bench.write("bomb.warc.gz", packed_warc.getvalue()), 3, "bomb.warc.gz:")
    bench.expect(bench.write("large.txt.gz", packed.getvalue()), 3, "found")


def members(bench):
    """Names in archives lead nowhere; links, devices and pipes are passed over."""
    with tarfile.open(bench.path("odd.tar"), "w") as archive:
        for name in ("../outside.txt", "/tmp/absolute.txt", "a/../../b.txt", TRICKS + ".txt"):
            entry = tarfile.TarInfo(name)
            entry.size = len(SENTENCE)
            archive.addfile(entry, io.BytesIO(SENTENCE.encode()))
        for name, kind in (("soft.txt", tarfile.SYMTYPE), ("hard.txt", tarfile.LNKTYPE), ("char.txt", tarfile.CHRTYPE), ("block.txt", tarfile.BLKTYPE),
                           ("pipe.txt", tarfile.FIFOTYPE)):
            entry = tarfile.TarInfo(name)
            entry.type, entry.linkname = kind, "/etc/passwd"
            archive.addfile(entry)
    before = sorted(os.listdir(os.path.dirname(bench.folder)))
    done = bench.expect("odd.tar", 0, arguments=("classify", "-q", "-j", "1", "--summary"))
    bench.check(done.stdout.count(b"odd.tar/") == 4, f"odd.tar: found {done.stdout!r}, expected four articles")
    bench.check(sorted(os.listdir(bench.folder)) == ["odd.tar"], f"odd.tar: left {os.listdir(bench.folder)}")
    bench.check("outside.txt" not in os.listdir(os.path.dirname(bench.folder)), f"odd.tar: wrote outside, {before}")


def json_lines(bench):
    """Depth, size and oddities of JSON: each line is refused with its number or read, and the last one always is."""
    last = json.dumps({"id": "last", "text": SENTENCE}) + "\n"
    refused = {
        "deep": '{"id":' + "[" * 100000 + "]" * 100000 + "}\n",
        "open": '{"id":' + "[" * 100000 + "\n",
        "surrogate": '{"id":"a","text":"\\ud800 alone"}\n',
        "backwards": '{"id":"a","text":"\\udc00\\ud800"}\n',
        "overflow": '{"id":"a","text":"x","weight":1e400}\n',
        "paragraph": '{"article":"a","paragraph":99999999999999999999,"text":"x"}\n',
        "negative": '{"article":"a","paragraph":-1,"text":"x"}\n',
    }
    for name, line in refused.items():
        done = bench.expect(bench.write(name + ".jsonl", line + last), 6, f"{name}.jsonl:1: ")
        bench.check(b"last,1," in done.stdout, f"{name}: the line behind it is not read")
    read = {
        "twice": '{"id":"a","id":"b","text":"one","text":"two"}\n',
        "escapes": '{"id":"a","text":"' + "\\u0301" * 100000 + '"}\n',
        "keys": "{" + ",".join(f'"k{i}":1' for i in range(100000)) + ',"id":"a","text":"one"}\n',
        "nul": '{"id":"a\\u0000b","text":"one\\u0000"}\n',
        "spans": '{"article":"a","paragraph":1,"text":"x","start":18446744073709551615,"end":0}\n',
    }
    for name, line in read.items():
        done = bench.run("classify", "-j", "1", bench.write(name + ".jsonl", line + last))
        bench.check(done.returncode in (0, 6), f"{name}: exit {done.returncode}, {done.stderr[-300:]!r}")
        bench.check(b"last,1," in done.stdout, f"{name}: the line behind it is not read")
    done = bench.run("read", "twice.jsonl")
    bench.check(b'"id":"b"' in done.stdout and b'"two"' in done.stdout, f"twice: found {done.stdout!r}, expected the last of two keys")


def marks(bench):
    """Combining marks by the thousand, and other text that takes long where an algorithm is square."""
    texts = {
        "marks": "The harbour a" + "\u0301\u0323" * 100000 + " was praised.",
        "joined": "\U0001f469\u200d" * 200000,
        "flags": "\U0001f1e6" * 200000,
        "apostrophes": "a'" * 500000,
        "one word": "a" * (5 * MEGABYTE),
        "blank": "\n" * (5 * MEGABYTE) + "x" + " " * (5 * MEGABYTE) + "y",
    }
    for name, text in texts.items():
        bench.expect(bench.write(name + ".txt", text), 0)
    pages = {
        "deep": "<div>" * 300000 + "x",
        "attributes": "<p " + " ".join(f"a{i}=1" for i in range(200000)) + ">x",
        "comments": "<!--" * 300000,
        "lists": "<ul><li><a href=x>a</a>" * 50000,
        "tables": "<table><tr><td>" * 50000,
        "entities": "<p>" + "&amp" * 300000,
        "signs": "<" * MEGABYTE,
    }
    for name, page in pages.items():
        bench.expect(bench.write(name + ".html", page), 0)


def quotes(bench):
    """A quotation mark that is never closed names the line where its row begins; a row without end is cut off at the cap."""
    rows = "id,text\na,one\nb,two\nc,\"never closed\n" + "d,four\n" * 1000
    done = bench.expect(bench.write("open.csv", rows), 6, "open.csv:4: ")
    bench.check(b"b,1," in done.stdout, "open.csv: what stands before it is not read")
    bench.expect(bench.write("long.csv", 'id,text\na,"' + "x" * (70 * MEGABYTE)), 3, "long.csv:2: ")
    bench.expect(bench.write("wide.csv", "text" + "," * 100000 + "\nx\n"), 3, "wide.csv:1: ")


def terminal(bench):
    """Nothing of an input's or a model's plays with a terminal: names in messages, the view, explanations, cards."""
    name = "a" + TRICKS.replace("/", "") + "\udcff.jsonl"
    with open(os.fsencode(bench.path("")) + os.fsencode(name), "wb") as file:
        file.write(b"broken\n" + json.dumps({"id": TRICKS, "title": TRICKS, "text": SENTENCE + TRICKS}).encode() + b"\n")
    outputs = {
        "messages": bench.run("classify", "-j", "1", name).stderr,
        "missing": bench.run("classify", "missing" + TRICKS).stderr,
        "view": bench.run("classify", "-j", "1", "--format", "view", name).stdout,
        "explain": bench.run("explain", "--keep-furniture", name).stdout,
        "folder": bench.run("classify", "-j", "1", "-o", "out" + TRICKS, name).stderr,
        "command": bench.run(TRICKS).stderr,
    }
    done = bench.run("train", "-q", "--folds", "2", "-C", "1", "--language", "x" + TRICKS, bench.data, "-o", "model")
    if done.returncode == 0:
        outputs["card"] = bench.run("model", "show", "model").stdout
    for what, output in outputs.items():
        bench.check(output != b"", f"{what}: nothing is printed")
        try:
            text = output.decode("utf-8")
        except UnicodeDecodeError as error:
            bench.check(False, f"{what}: {error}")
            continue
        bad = [c for c in text if c != "\n" and (ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or c in "\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")]
        bench.check(not bad, f"{what}: found {bad!r} in {text[:200]!r}")


def pages(bench):
    """On a page, names that turn the direction of writing cannot reach what stands around them, and no text becomes markup."""
    attack = "</bdi><script>alert(1)</script><img src=x onerror=alert(1)>\u202e"
    article = {"id": attack, "title": attack, "source": attack, "author": attack, "url": "javascript:alert(1)", "date": "2024-01-01", "text": SENTENCE + attack}
    bench.write("attack.jsonl", json.dumps(article) + "\n")
    bench.expect("attack.jsonl", 0, arguments=("classify", "-q", "-j", "1", "-o", "out"))
    with open(bench.path("out/report.html"), encoding="utf-8") as file:
        page = file.read()
    bench.check("<script>alert" not in page and "<img" not in page, "report.html: an article's text is markup")
    bench.check('href="javascript:' not in page, "report.html: an address is a script")
    bench.check("Content-Security-Policy" in page, "report.html: there is no policy")
    places = page.split("\u202e")
    bench.check(len(places) > 4, f"report.html: found {len(places) - 1} signs, expected those of names and text")
    for place in ["".join(places[: i + 1]) for i in range(len(places) - 1)]:
        around = max(place.rfind("<bdi>") - place.rfind("</bdi>"), place.rfind('dir="auto"') - place.rfind("</p>"), place.rfind("<title>") - place.rfind("</title>"))
        bench.check(around > 0 or place.rfind('="') > place.rfind(">"), f"report.html: a name is not kept apart: {place[-120:]!r}")


TESTS = [bombs, members, json_lines, marks, quotes, terminal, pages]


if __name__ == "__main__":
    sys.exit(runner.run(__doc__, TESTS, Bench))
