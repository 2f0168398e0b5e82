"""The job's kinds of input, on a Spark within this process: text, web pages, web archives and Parquet give the rows of one machine.

In: the build folder and the source tree. Out: differences; exit 1 when there are some, 77 with a notice where Spark, Java or patchelf is missing.
"""

import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import cluster  # noqa: E402

PAGE = (
    "<html><head><title>The ferry of {place}</title></head><body><nav><a href='/'>Home</a></nav><article><h1>The ferry of {place}</h1>"
    "<p>The council praised the new ferry of {place}, and the village welcomed it with a long and thriving feast by the river.</p>"
    "<p>The minister was blamed for the botched harbour, a reckless plan that cost the winter budget of two years, said the mayor.</p>"
    "</article></body></html>"
)
PLACES = ("Tolby", "Günsdorf", "Ebbsel", "Port Callis")


def write(folder, name, content):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode())


def archive(pages):
    """WARC: a response a page."""
    records = []
    for number, page in enumerate(pages):
        body = page.encode()
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
        head = (
            f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://example.org/{number}\r\nWARC-Date: 2024-05-0{number + 1}T10:00:00Z\r\n"
            f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-00000000000{number}>\r\nContent-Type: application/http; msgtype=response\r\n"
            f"Content-Length: {len(block)}\r\n\r\n"
        )
        records.append(head.encode() + block + b"\r\n\r\n")
    return b"".join(records)


def write_all(folder):
    """A folder for each kind; files of the same name lie in folders within."""
    import pyarrow
    import pyarrow.parquet

    pages = [PAGE.format(place=place) for place in PLACES]
    for i, place in enumerate(PLACES):
        write(folder, f"text/{i % 2}/a{i // 2} +100%.txt", f"The mayor of {place} was praised.\n\nThe budget was blamed.\n\nSubscribe now\n")
        write(folder, f"html/{i % 2}/page{i // 2}.html", pages[i])
    write(folder, "warc/old/crawl.warc", archive(pages[:2]))
    write(folder, "warc/crawl.warc", archive(pages[2:]))
    write(folder, "warc/broken.warc", archive(pages[:1]) + b"WARC/1.0\r\nContent-Length: many\r\n\r\n")
    import datetime

    table = {
        "number": [11, 12, 13],
        "headline": ["A", None, "C"],
        "source": ["The Tolby Courier", "", None],
        "date": [datetime.date(2024, 5, 1), None, datetime.date(2024, 6, 1)],
        "body": ["The mayor was praised.\n\nThe budget was blamed.", "Günsdorf opened the ferry.", None],
    }
    os.mkdir(os.path.join(folder, "parquet"))
    pyarrow.parquet.write_table(pyarrow.table(table), os.path.join(folder, "parquet", "a.parquet"))
    write(
        folder,
        "parquet.jsonl",
        '{"id":"11","title":"A","source":"The Tolby Courier","date":"2024-05-01","text":"The mayor was praised.\\n\\nThe budget was blamed."}\n'
        '{"id":"12","source":"","text":"Günsdorf opened the ferry."}\n{"id":"13","title":"C","date":"2024-06-01"}\n',
    )


MAPPED = ["--field", "id=number", "--field", "title=headline", "--field", "text=body"]
CASES = (("text", []), ("html", []), ("warc", []), ("parquet", MAPPED))


def errors_of(output):
    import json

    found = []
    for name in os.listdir(os.path.join(output, "errors")):
        if name.endswith(".json"):
            with open(os.path.join(output, "errors", name), encoding="utf-8") as file:
                found += [json.loads(line)["message"] for line in file]
    return sorted(found)


def compare(spark, failures, kind, more, folder, program, base):
    import classify

    output = os.path.join(folder, "out-" + kind)
    sys.argv = ["classify.py", *base, "--input", os.path.join(folder, kind), "--output", output, "--from", kind, "--format", "jsonl", "--no-groups", *more]
    with tempfile.TemporaryDirectory() as place:
        classify.run(spark, classify.read_options(), place)
    given = os.path.join(folder, "parquet.jsonl" if kind == "parquet" else kind)
    lines = cluster.slant(program, "classify", given, "--nest", "--on-error", "emit", "-q", "-m", base[3]).split(b"\n")[:-1]
    good = sorted(line for line in lines if not line.startswith(b'{"error"'))
    failures.check(kind, cluster.read_lines(os.path.join(output, "articles")), good)
    failures.check(f"{kind}: bad records", len(errors_of(output)), len(lines) - len(good))


def check_poison(failures, source):
    """A batch that fails as a whole is tried line by line: what fails again is one bad record."""
    sys.path.insert(0, os.path.join(source, "tools", "python"))
    import slant
    import slant_labelling

    class Fragile:
        def classify_lines(self, lines, **_):
            if b"poison" in lines:
                raise slant.RoomError("out of memory: 7 bytes were asked for")
            return b"".join(b'{"error":{"source":"-","line":1,"message":"bad"}}\n' if line == b"bad" else line + b"\n" for line in lines.splitlines())

    found = slant_labelling.classify(Fragile(), [b"one", b"poison", b"bad", b"two"], {})
    expected = [b"one", b'{"error": {"source": "-", "line": 2, "message": "out of memory: 7 bytes were asked for"}}']
    expected += [b'{"error":{"source":"-","line":3,"message":"bad"}}', b"two"]
    failures.check("a line that ruins its batch", found.splitlines(), expected)


def main():
    build, source = (os.path.abspath(path) for path in sys.argv[1:3])
    wanted = cluster.missing()
    if wanted:
        print(f"skipped: found no {', '.join(wanted)}, expected them for a Spark (SLANT_SPARK_TEST=1 tools/run-tests installs them)")
        return cluster.SKIPPED
    os.environ.update(PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP=cluster.HOST)
    os.environ["PYSPARK_SUBMIT_ARGS"] = f'--driver-java-options "{cluster.JAVA}" pyspark-shell'
    sys.path.insert(0, os.path.join(source, "tools", "spark"))
    from pyspark.sql import SparkSession

    failures = cluster.Failures()
    with tempfile.TemporaryDirectory() as folder:
        bundle = os.path.join(folder, "bundle.tar.gz")
        subprocess.run([os.path.join(source, "tools", "spark", "bundle"), build, bundle], check=True)
        write_all(folder)
        builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").config("spark.driver.memory", "512m")
        spark = builder.config("spark.driver.host", cluster.HOST).config("spark.sql.shuffle.partitions", "1").getOrCreate()
        spark.sparkContext.setLogLevel("ERROR")
        base = ["--bundle", bundle, "--model", os.path.join(source, "models", "news-en.safetensors")]
        for kind, more in CASES:
            compare(spark, failures, kind, more, folder, os.path.join(build, "slant"), base)
        spark.stop()
        check_poison(failures, source)
    return 1 if failures.n else 0


if __name__ == "__main__":
    sys.exit(main())
