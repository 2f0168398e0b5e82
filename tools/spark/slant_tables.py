"""Tables: the columns of slant's rows for Spark and Arrow, and inputs of any kind as JSON lines.

In: the headers that the program prints, paths. Out: schemas, frames of lines.
"""

import posixpath

import pyarrow
from pyspark.sql import functions as F
from pyspark.sql import types as T

COUNTS = {"paragraph", "start", "end", "paragraphs", "scored", "furniture"}
TEXTS = {
    "article", "title", "source", "date", "author", "url", "language", "encoding", "duplicate_of", "label", "decided", "framing", "text",
    "target", "topic",
}  # fmt: skip
FIELDS = ("id", "title", "source", "date", "author", "url", "language", "target", "topic", "text", "html", "paragraphs")


def kinds(name):
    """The types of a column, for Spark and Arrow."""
    if name in COUNTS or name.startswith(("n_", "peak_")):
        return T.LongType(), pyarrow.int64()
    if name == "flags":
        return T.ArrayType(T.StringType()), pyarrow.list_(pyarrow.field("element", pyarrow.string()))
    if name in TEXTS:
        return T.StringType(), pyarrow.string()
    return T.DoubleType(), pyarrow.float64()


ERROR = [("source", T.StringType(), pyarrow.string()), ("line", T.LongType(), pyarrow.int64()), ("message", T.StringType(), pyarrow.string())]


def struct_of(columns):
    spark = T.StructType([T.StructField(name, kind) for name, kind, _ in columns])
    return spark, pyarrow.struct([pyarrow.field(name, kind) for name, _, kind in columns])


def nested_schemas(paragraph_columns, article_columns, with_line):
    """Of articles with their paragraphs' rows and of errors: for Spark, and for Arrow."""
    row = struct_of([(name, *kinds(name)) for name in paragraph_columns])
    columns = [(name, *kinds(name)) for name in [*article_columns, "target", "topic"]]
    columns.append(("rows", T.ArrayType(row[0]), pyarrow.list_(pyarrow.field("element", row[1]))))
    columns.append(("error", *struct_of(ERROR)))
    columns.append(("record", T.StringType(), pyarrow.string()))
    if with_line:
        columns.append(("line", T.StringType(), pyarrow.string()))
    spark, _ = struct_of(columns)
    return spark, pyarrow.schema([pyarrow.field(name, kind) for name, _, kind in columns])


def relative_to(root):
    """A column: the path of the file at hand below the input, by which slant calls articles without an id."""
    path = F.col("_metadata.file_path")
    # file:/a, file:///a and /a are the same place
    plain = F.regexp_replace(F.url_decode(F.replace(path, F.lit("+"), F.lit("%2B"))), "^[a-z0-9]+:/*", "/")
    root = "/" + posixpath.normpath(root.split(":", 1)[-1]).strip("/") + "/"
    inside = F.expr(f"substr(__path, {len(root) + 1})")
    return plain, F.when(F.col("__path").startswith(root), inside).otherwise(F.regexp_extract("__path", "[^/]*$", 0))


def read_whole_files(spark, path, key):
    """One article a file, of text or HTML: files of UTF-8 below `path`."""
    plain, relative = relative_to(path)
    frame = spark.read.option("recursiveFileLookup", True).text(path, wholetext=True).select("value", plain.alias("__path"))
    fields = F.struct(relative.alias("id"), F.col("value").alias(key))
    return frame.select(F.to_json(fields).cast("binary").alias("line"), F.col("__path").alias("source"))


def read_table(spark, path, mapped):
    """Parquet, whose columns are fields, or are mapped to them; what is neither is left alone."""
    frame = spark.read.parquet(path)
    fields = []
    for field in FIELDS:
        name = mapped.get(field, field)
        if name in frame.columns:
            column = F.col(f"`{name}`")
            fields.append((column if field == "paragraphs" else column.cast("string")).alias(field))
    if not fields:
        raise SystemExit(f"found the columns {', '.join(frame.columns)} in {path}, expected text or paragraphs, or --field to map them")
    return frame.select(F.to_json(F.struct(*fields)).cast("binary").alias("line"), F.col("_metadata.file_path").alias("source"))


def read_lines(spark, path):
    """JSON lines as the bytes that they are."""
    frame = spark.read.option("lineSep", "\n").option("recursiveFileLookup", True).text(path)
    return frame.where(F.trim("value") != "").select(F.col("value").cast("binary").alias("line"), F.col("_metadata.file_path").alias("source"))


def list_archives(spark, path):
    """Names of archives, a partition each."""
    found = spark.read.format("binaryFile").option("recursiveFileLookup", True).load(path)
    plain, relative = relative_to(path)
    names = found.select(plain.alias("__path")).select("__path", relative.alias("path"))
    names = names.select(F.expr("substr(__path, 1, length(__path) - length(path))").alias("root"), "path").collect()
    rows = sorted((row.root, row.path) for row in names if row.path.endswith((".warc", ".warc.gz")))
    return spark.createDataFrame(spark.sparkContext.parallelize(rows, max(1, len(rows))), "root string, path string")
