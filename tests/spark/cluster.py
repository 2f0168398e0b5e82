"""The job on a Spark of a master and two workers: rows as those of one machine, also when a worker is killed in the middle.

In: the build folder and the source tree. Out: differences; exit 1 when there are some, 77 with a notice where Spark, Java or patchelf is missing.
The articles are invented here; sets of rows are compared byte for byte, as both print them.
"""

import contextlib
import csv
import importlib.util
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

SKIPPED = 77
PATIENCE = 120  # seconds for anything that a machine under load may take
N_ARTICLES = 600
N_FILES = 6
HOST = "127.0.0.1"
# runs so short are not worth much compiling
JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"


def missing():
    """What the test wants and this machine has not."""
    wanted = [name for name in ("pyspark", "pyarrow") if importlib.util.find_spec(name) is None]
    return wanted + [name for name in ("java", "patchelf") if shutil.which(name) is None]


def articles():
    """Lines of invented articles, some of them with what is hard to carry through."""
    places = "harbour bridge council ferry orchard library station village minister budget market tunnel".split()
    verbs = "praised welcomed blamed botched scheduled measured listed betrayed admired opened".split()
    state = 7
    for number in range(N_ARTICLES):
        paragraphs = []
        for _ in range(1 + number % 6):
            words = []
            for _ in range(8):
                state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
                words.append(f"the {places[(state >> 40) % len(places)]} was {verbs[(state >> 20) % len(verbs)]}")
            paragraphs.append(", ".join(words).capitalize() + ".")
        article = {
            "id": f"a{number}",
            "title": f'The "{places[number % 12]}", again',
            "source": ["The Tolby Courier", "Günsdorf, Anzeiger", ""][number % 3],
            "date": f"2024-0{1 + number % 3}-1{number % 4}" if number % 5 else "",
            "text": "\n\n".join(paragraphs),
        }
        yield json.dumps(article, ensure_ascii=number % 2 == 0).encode()
    yield '{"id": "line ends", "text": "One was praised.\\r\\nTwo\\u2028was blamed.\\n\\nSubscribe now"}'.encode()
    yield b'{"id": "latin", "text": "The caf\xe9 was praised by the council of the village."}'
    yield b'{"id": "empty", "text": ""}'
    yield b'{"id": "bad", oops}'
    yield b'{"id": "worse", "paragraphs": 7}'


def write_input(folder):
    lines = list(articles())
    for i in range(N_FILES):
        with open(os.path.join(folder, f"part-{i}.jsonl"), "wb") as file:
            file.writelines(line + b"\n" for line in lines[i::N_FILES])


class Cluster:
    """A master and two workers of one core; workers are groups of processes that can be killed."""

    def __init__(self, folder):
        import pyspark

        home = os.path.dirname(pyspark.__file__)
        self.folder, self.spark = folder, os.path.join(home, "bin")
        self.env = dict(os.environ, SPARK_HOME=home, SPARK_LOCAL_IP=HOST, SPARK_DAEMON_MEMORY="256m", SPARK_DAEMON_JAVA_OPTS=JAVA, PYSPARK_PYTHON=sys.executable)
        # what stands in an installation's settings is none of the test's
        self.env.update(SPARK_CONF_DIR=folder, PYSPARK_DRIVER_PYTHON=sys.executable)
        self.processes = []
        self.master = self.start("master", "master.Master", "--host", HOST, "--port", "0", "--webui-port", "0")
        self.url = self.wait_for("master", "Starting Spark master at ").split()[-1]
        self.workers = [self.start_worker(i) for i in range(2)]
        for i in range(2):
            self.wait_for(f"worker-{i}", "Successfully registered with master")

    def start(self, name, role, *arguments):
        command = [os.path.join(self.spark, "spark-class"), f"org.apache.spark.deploy.{role}", *arguments]
        with open(os.path.join(self.folder, name + ".log"), "wb") as log:
            process = subprocess.Popen(command, env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        self.processes.append(process)
        return process

    def start_worker(self, i):
        place = os.path.join(self.folder, f"work-{i}")
        return self.start(
            f"worker-{i}", "worker.Worker", "--host", HOST, "--webui-port", "0", "--cores", "1", "--memory", "600m", "--work-dir", place, self.url
        )

    def wait_for(self, name, text):
        path = os.path.join(self.folder, name + ".log")
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with open(path, encoding="utf-8", errors="replace") as log:
                for line in log:
                    if text in line:
                        return line.strip()
            time.sleep(0.1)
        raise RuntimeError(f"{name} never said: {text}")

    def submit(self, name, *arguments):
        command = [os.path.join(self.spark, "spark-submit"), "--master", self.url, "--driver-memory", "512m", "--executor-memory", "512m"]
        for setting in ("ui.enabled=false", f"driver.host={HOST}", "sql.shuffle.partitions=4", "driver.extraJavaOptions=" + JAVA, "executor.extraJavaOptions=" + JAVA):
            command += ["--conf", "spark." + setting]
        with open(os.path.join(self.folder, name + ".log"), "wb") as log:
            return subprocess.Popen([*command, *arguments], env=self.env, stdout=log, stderr=log, stdin=subprocess.DEVNULL)

    def has_finished_a_task(self, worker, before):
        """Whether an executor of this worker finished a task of the application that runs now."""
        place = os.path.join(self.folder, f"work-{worker}")
        for app in sorted(os.listdir(place)) if os.path.isdir(place) else []:
            if app in before:
                continue
            for executor in os.listdir(os.path.join(place, app)):
                path = os.path.join(place, app, executor, "stderr")
                if os.path.exists(path):
                    with open(path, encoding="utf-8", errors="replace") as log:
                        if "Finished task" in log.read():
                            return True
        return False

    def applications(self):
        return {app for i in range(2) for app in os.listdir(os.path.join(self.folder, f"work-{i}"))}

    def kill(self, process):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def close(self):
        for process in reversed(self.processes):
            self.kill(process)


def slant(program, *arguments):
    done = subprocess.run([program, *arguments], capture_output=True, check=False)
    if done.returncode not in (0, 6):
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def printed(value):
    """As slant prints a cell."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(value)
    return f"{value:.4f}" if isinstance(value, float) else str(value)


def csv_lines(folder, columns):
    """Rows of Parquet as lines of CSV."""
    import pyarrow.dataset

    table = pyarrow.dataset.dataset(folder, format="parquet", partitioning="hive").to_table(columns=columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    lines = []
    for row in table.to_pylist():
        writer.writerow([printed(row[name]) for name in columns])
        lines.append(out.getvalue().encode())
        out.seek(0)
        out.truncate()
    return sorted(lines)


def csv_records(content):
    """Records of CSV, each as it stands there: a line end within quotation marks ends none."""
    records, quotes = [b""], 0
    for line in content.splitlines(keepends=True):
        records[-1] += line
        quotes += line.count(b'"')
        if quotes % 2 == 0 and line.endswith(b"\n"):
            records.append(b"")
    return records[0], sorted(records[1:-1])


class Failures:
    def __init__(self):
        self.n = 0

    def check(self, what, found, expected):
        if found == expected:
            print(f"same: {what}")
            return
        self.n += 1
        print(f"DIFFERENT: {what}")
        if isinstance(expected, list):
            print(f"  {len(found)} found, {len(expected)} expected")
            for mark, rows in (("+", [r for r in found if r not in expected]), ("-", [r for r in expected if r not in found])):
                for row in rows[:3]:
                    print(f"  {mark} {row!r:.300}")
        else:
            print(f"  found {found!r:.600}\n  expected {expected!r:.600}")


def finish(process, cluster, name):
    code = process.wait(timeout=3 * PATIENCE)
    if code != 0:
        with open(os.path.join(cluster.folder, name + ".log"), encoding="utf-8", errors="replace") as log:
            print("".join([line for line in log if " INFO " not in line][-60:]))
        raise RuntimeError(f"the job {name} ended with {code}")


def compare_parquet(failures, program, given, output, model, folder):
    """All tables of the first run against those of one machine."""
    options = ["-q", "-m", model]
    for name, more in (("paragraphs", []), ("articles", ["--summary"])):
        header, expected = csv_records(slant(program, "classify", given, "--format", "csv", *options, *more))
        failures.check(name, csv_lines(os.path.join(output, name), header.decode().strip().split(",")), expected)
    days = sorted(name for name in os.listdir(os.path.join(output, "articles")) if name.startswith("by_day="))
    failures.check("days", len(days), 12 + 1)
    single = os.path.join(folder, "single")
    slant(program, "classify", given, "-o", single, "--no-evidence", "--effort", "fast", *options)
    with open(os.path.join(single, "groups.csv"), "rb") as expected, open(os.path.join(output, "groups.csv"), "rb") as found:
        failures.check("groups.csv", found.read().splitlines(), expected.read().splitlines())
    with open(os.path.join(output, "manifest.json"), encoding="utf-8") as file:
        manifest = json.load(file)
    with open(os.path.join(single, "run.json"), encoding="utf-8") as file:
        run = json.load(file)
    counts = {name: manifest["counts"][name] for name in ("articles", "paragraphs", "scored")}
    failures.check("counts", counts, {name: run["counts"][name] for name in counts})
    failures.check("bad records", [bad["record"][:12] for bad in manifest["bad_records"]], ['{"id": "bad"', '{"id": "wors'])
    failures.check("checksum of the model", manifest["model"]["checksum"], run["model"]["checksum"])


def read_lines(folder):
    lines = []
    for name in sorted(os.listdir(folder)):
        if name.startswith("part-"):
            with open(os.path.join(folder, name), "rb") as file:
                lines += file.read().split(b"\n")[:-1]
    return sorted(lines)


def kill_in_the_middle(cluster, process, before):
    """Kills the first worker once it has finished a task, while the job runs."""
    end = time.monotonic() + PATIENCE
    while not cluster.has_finished_a_task(0, before):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the job was over before a worker could be killed")
        time.sleep(0.05)
    cluster.kill(cluster.workers[0])
    if process.poll() is not None:
        raise RuntimeError("the job was over when the worker was killed")


def run(cluster, build, source, folder):
    failures = Failures()
    program, model = os.path.join(build, "slant"), os.path.join(source, "models", "news-en.safetensors")
    given, bundle = os.path.join(folder, "given"), os.path.join(folder, "bundle.tar.gz")
    os.mkdir(given)
    write_input(given)
    subprocess.run([os.path.join(source, "tools", "spark", "bundle"), build, bundle], check=True)
    job = [os.path.join(source, "tools", "spark", "classify.py"), "--bundle", bundle, "--model", model, "--input", given]

    output = os.path.join(folder, "whole")
    finish(cluster.submit("first", *job, "--output", output, "--partition-by", "day"), cluster, "first")
    compare_parquet(failures, program, given, output, model, folder)

    output, before = os.path.join(folder, "killed"), cluster.applications()
    process = cluster.submit("second", *job, "--output", output, "--format", "jsonl", "--partitions", "40", "--no-groups")
    kill_in_the_middle(cluster, process, before)
    finish(process, cluster, "second")
    with open(os.path.join(cluster.folder, "second.log"), encoding="utf-8", errors="replace") as log:
        failures.check("a worker was lost", "Lost executor" in log.read(), True)
    nested = slant(program, "classify", given, "--nest", "-q", "-m", model)
    failures.check("nested lines, one worker being killed", read_lines(os.path.join(output, "articles")), sorted(nested.split(b"\n")[:-1]))
    return 1 if failures.n else 0


def main():
    build, source = (os.path.abspath(path) for path in sys.argv[1:3])
    wanted = missing()
    if wanted:
        print(f"skipped: found no {', '.join(wanted)}, expected them for a Spark of two workers (SLANT_SPARK_TEST=1 tools/run-tests installs them)")
        return SKIPPED
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "cluster"))
        cluster = Cluster(os.path.join(folder, "cluster"))
        try:
            return run(cluster, build, source, folder)
        finally:
            cluster.close()


if __name__ == "__main__":
    sys.exit(main())
