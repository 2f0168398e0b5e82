"""Labels articles on Apache Spark: spark-submit tools/spark/classify.py --bundle B --model M --input IN --output OUT.

In: JSON lines, text, web pages, WARC or Parquet. Out: a folder with the rows that slant writes on one machine, as Parquet or JSON lines, the bad
records, groups.csv and manifest.json. README.md beside this file explains it.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile

from pyspark import StorageLevel
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

HERE = os.path.dirname(os.path.abspath(__file__))
MODULES = ("slant_labelling.py", "slant_tables.py", "slant_groups.py")
MOST_TOLD = 1000  # bad records that the manifest shows


def read_options():
    parser = argparse.ArgumentParser(prog="classify.py", description="Labels the paragraphs of articles with slant, on Spark.")
    parser.add_argument("--input", required=True, help="file, folder or pattern")
    parser.add_argument("--output", required=True, help="folder that does not exist yet")
    parser.add_argument("--bundle", required=True, help="archive that tools/spark/bundle made")
    parser.add_argument("--model", required=True, help="model file; it goes to the workers")
    parser.add_argument("--encoder", help="its encoder, for --effort balanced or best (default: MODEL-encoder.safetensors)")
    parser.add_argument("--from", dest="kind", default="jsonl", choices=["jsonl", "text", "html", "warc", "parquet"])
    parser.add_argument("--field", action="append", default=[], metavar="FIELD=NAME", help="the input keeps FIELD under NAME")
    parser.add_argument("--format", default="parquet", choices=["parquet", "jsonl"])
    parser.add_argument("--partition-by", default="none", choices=["none", "day", "source"])
    parser.add_argument("--effort", default="fast", choices=["fast", "balanced", "best"])
    parser.add_argument("--decide", default="balanced", choices=["balanced", "argmax"])
    parser.add_argument("--paragraphs-by", default="auto", choices=["auto", "blank", "line"])
    parser.add_argument("--target", help="judge paragraphs that mention this name toward it")
    parser.add_argument("--min-precision", type=float, metavar="P")
    parser.add_argument("--keep-furniture", action="store_true")
    parser.add_argument("--text", action="store_true", help="add each paragraph's text to its row")
    parser.add_argument("--by", metavar="GROUPING,...", help="rows of groups.csv, as for slant report (default source,month)")
    parser.add_argument("--no-groups", action="store_true", help="leave groups.csv out: its sums run on the driver")
    parser.add_argument("--partitions", type=int, help="deal the articles out anew, into so many partitions")
    options = parser.parse_args()
    options.fields = dict(pair.partition("=")[::2] for pair in options.field)
    if options.kind == "warc" and options.field:
        parser.error("found --field with --from warc, expected it with jsonl or parquet")
    if options.effort != "fast" and options.encoder is None:
        stem = options.model[: -len(".safetensors")] if options.model.endswith(".safetensors") else options.model
        options.encoder = stem + "-encoder.safetensors"
    if options.effort == "fast":
        options.encoder = None
    return options


def model_options(options):
    """What the program is told of model and effort."""
    told = ["-m", options.model, "--effort", options.effort, "--decide", options.decide, "--paragraphs-by", options.paragraphs_by]
    told += ["--encoder", options.encoder] if options.encoder else []
    told += ["--target", options.target] if options.target else []
    told += ["--min-precision", str(options.min_precision)] if options.min_precision else []
    return told + (["--keep-furniture"] if options.keep_furniture else [])


def ask(slant, *arguments):
    """What the program prints of no articles, or of the model."""
    done = subprocess.run([slant, *arguments], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr.strip())
    return done.stdout.strip()


def settings_of(options):
    """What workers are told: names of files that Spark brings to them, and options of the library and of the program."""
    library = {
        "effort": options.effort,
        "target": options.target,
        "decide": options.decide,
        "paragraphs_by": options.paragraphs_by,
        "min_precision": options.min_precision or 0.0,
        "keep_furniture": options.keep_furniture,
        "text": options.text,
        "fields": options.fields if options.kind == "jsonl" else {},
    }
    told = model_options(options)
    program = [part for i, part in enumerate(told) if part not in ("-m", "--encoder") and (i == 0 or told[i - 1] not in ("-m", "--encoder"))]
    names = [os.path.basename(path) if path else None for path in (options.model, options.encoder)]
    return {"model": names[0], "encoder": names[1], "library": library, "program": program + (["--text"] if options.text else [])}


def label(spark, options, schemas):
    """Articles with their rows, and errors."""
    from slant_labelling import label_archives, label_lines
    from slant_tables import list_archives, read_lines, read_table, read_whole_files

    spark_schema, arrow_schema = schemas
    settings = settings_of(options)
    if options.kind == "warc":
        return list_archives(spark, options.input).mapInArrow(label_archives(settings, arrow_schema), spark_schema)
    if options.kind == "parquet":
        lines = read_table(spark, options.input, options.fields)
    elif options.kind == "jsonl":
        lines = read_lines(spark, options.input)
    else:
        lines = read_whole_files(spark, options.input, "html" if options.kind == "html" else "text")
    if options.partitions:
        lines = lines.repartition(options.partitions)
    return lines.mapInArrow(label_lines(settings, arrow_schema), spark_schema)


def place(frame, options):
    """Adds the column that files are laid out by; few large files a value rather than one from each task."""
    if options.partition_by == "none":
        return frame
    name = "by_" + options.partition_by
    day = F.regexp_extract("date", r"^\d{4}-\d{2}-\d{2}", 0)
    return frame.withColumn(name, day if options.partition_by == "day" else F.col("source")).hint("rebalance", name)


def save(frame, options, name):
    folder = f"{options.output.rstrip('/')}/{name}"
    writer = frame.write.mode("error")
    if options.partition_by != "none" and name != "errors":
        writer = writer.partitionBy("by_" + options.partition_by)
    if options.format == "jsonl" and name != "errors":
        writer.text(folder)
    elif name == "errors":
        writer.json(folder)
    else:
        writer.parquet(folder)


def save_all(articles, options):
    placed = place(articles, options)
    by = [] if options.partition_by == "none" else ["by_" + options.partition_by]
    if options.format == "jsonl":
        save(placed.select("line", *by), options, "articles")
        return
    save(placed.drop("rows", "error", "record"), options, "articles")
    save(placed.select(F.explode("rows").alias("row"), *by).select("row.*", *by), options, "paragraphs")


def write_file(spark, path, content):
    """A file in the output, on whatever system that lies."""
    jvm, hadoop = spark._jvm, spark._jsc.hadoopConfiguration()
    place = jvm.org.apache.hadoop.fs.Path(path)
    stream = place.getFileSystem(hadoop).create(place, True)
    stream.write(bytearray(content))
    stream.close()


def counts_of(stage):
    row = stage.agg(
        F.count("article").alias("articles"),
        F.coalesce(F.sum("paragraphs"), F.lit(0)).alias("paragraphs"),
        F.coalesce(F.sum("scored"), F.lit(0)).alias("scored"),
        F.coalesce(F.sum("furniture"), F.lit(0)).alias("furniture"),
        F.count("error").alias("bad_records"),
        (F.count("article") - F.count_distinct("article")).alias("repeated_ids"),
    ).first()
    return row.asDict()


def manifest_of(options, slant, counts, bad):
    card = json.loads(ask(slant, "model", "show", options.model, "--format", "json"))
    said = {name: value for name, value in vars(options).items() if name not in ("bundle", "model", "encoder", "field", "input", "output", "partitions")}
    return {
        "slant": ask(slant, "--version").split()[-1],
        "model": {"name": os.path.basename(options.model), "checksum": card["checksum"]},
        "encoder": os.path.basename(options.encoder) if options.encoder else None,
        "input": options.input,
        "options": said,
        "counts": counts,
        "bad_records": bad,
    }


def prepare(spark, options):
    """Sends out what workers need."""
    context = spark.sparkContext
    context.addArchive(f"{options.bundle}#slant-bundle")
    for path in filter(None, [options.model, options.encoder]):
        context.addFile(path)
    for name in MODULES:
        context.addPyFile(os.path.join(HERE, name))


def run(spark, options, folder):
    from slant_groups import make_groups
    from slant_tables import nested_schemas

    shutil.unpack_archive(options.bundle, os.path.join(folder, "bundle"))
    slant = os.path.join(folder, "bundle", "slant")
    told = model_options(options)
    mapped = [part for field in options.field for part in ("--field", field)] # what is mistyped shows before the work
    base = ["classify", "-", "--from", "jsonl", "--format", "csv", *told, *mapped]
    paragraph_columns = ask(slant, *base, *(["--text"] if options.text else [])).split(",")
    article_columns = ask(slant, *base, "--summary").split(",")
    prepare(spark, options)
    stage = label(spark, options, nested_schemas(paragraph_columns, article_columns, options.format == "jsonl"))
    stage = stage.persist(StorageLevel.DISK_ONLY)
    counts = counts_of(stage)
    articles, errors = stage.where("error is null"), stage.where("error is not null")
    save_all(articles, options)
    bad = errors.select("error.source", "error.line", "error.message", "record")
    save(bad, options, "errors")
    told_bad = [row.asDict() for row in bad.orderBy("source", "line", "record", "message").limit(MOST_TOLD).collect()]
    output = options.output.rstrip("/")
    if not options.no_groups:
        groups = make_groups(articles, (slant, told), folder, options.by, [name for name in paragraph_columns if name != "text"], article_columns)
        write_file(spark, f"{output}/groups.csv", groups)
    manifest = manifest_of(options, slant, counts, told_bad)
    write_file(spark, f"{output}/manifest.json", (json.dumps(manifest, indent=2, ensure_ascii=False, sort_keys=True) + "\n").encode())
    stage.unpersist()
    return counts


def main():
    options = read_options()
    sys.path.insert(0, HERE)
    builder = SparkSession.builder.appName("slant")
    # batches so small that a task keeps little, so large that the way to the library costs little
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000").getOrCreate()
    with tempfile.TemporaryDirectory() as folder:
        counts = run(spark, options, folder)
    spark.stop()
    told = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counts.items())
    print(f"slant: {told}\nResults: {options.output}", file=sys.stderr)


if __name__ == "__main__":
    main()
