/* Commands: the table of what slant does.
 * In: nothing. Out: rows for dispatch and help. */
#include "cli/commands.h"

#define READING_WITH(on_error) OPTION_FROM, OPTION_ENCODING, OPTION_FIELD, OPTION_PARAGRAPHS_BY, OPTION_LIMIT, OPTION_LIST_ALL, OPTION_STRICT, on_error, OPTION_MAX_RECORD
#define READING READING_WITH(OPTION_ON_ERROR)
#define COMMON OPTION_QUIET, OPTION_HELP, OPTION_END

static const option_id classify_options[] = {OPTION_OUTPUT_FOLDER, OPTION_MODEL, OPTION_ROW_FORMAT, OPTION_SUMMARY, OPTION_NEST, OPTION_TEXT,
                                             OPTION_EFFORT_AUTO, OPTION_ENCODER_OF_MODEL, OPTION_KEEP_FURNITURE, OPTION_DUPLICATES,
                                             OPTION_KEEP_DUPLICATES, OPTION_DECIDE, OPTION_TARGET, OPTION_MIN_PRECISION, OPTION_STRICT_DOMAIN,
                                             OPTION_NO_EVIDENCE, OPTION_BY, OPTION_SPREADSHEET, OPTION_FORCE, OPTION_RESUME, OPTION_SHARD, READING_WITH(OPTION_ON_ERROR_EMIT),
                                             OPTION_THREADS, COMMON};
static const option_id merge_options[] = {OPTION_OUTPUT_MERGED, OPTION_FORCE, COMMON};
static const option_id train_options[] = {OPTION_OUTPUT_MODEL, OPTION_BASE, OPTION_COST, OPTION_FOLDS, OPTION_SEED,
                                          OPTION_SOLVER, OPTION_KERNEL, OPTION_EQUAL_WEIGHTS, OPTION_MIN_COUNT,
                                          OPTION_KEEP_FURNITURE, OPTION_LANGUAGE, OPTION_ADD, OPTION_AUXILIARY, OPTION_DISTILL, OPTION_LEXICON, OPTION_VECTORS, OPTION_EFFORT_TRAIN, OPTION_ENCODER_OF_MODEL,
                                          OPTION_READINGS, OPTION_WORDS, OPTION_OUT_OF_FOLD, OPTION_CURVE,
                                          OPTION_REPORT_FORMAT, OPTION_FROM, OPTION_ENCODING, OPTION_FIELD,
                                          OPTION_PARAGRAPHS_BY, OPTION_STRICT, OPTION_MAX_RECORD, OPTION_THREADS, COMMON};
static const option_id evaluate_options[] = {OPTION_MODEL, OPTION_MIN_F1, OPTION_REPORT_FORMAT, OPTION_EFFORT, OPTION_ENCODER_OF_MODEL,
                                             OPTION_KEEP_FURNITURE, OPTION_DECIDE, OPTION_MIN_PRECISION, OPTION_FROM, OPTION_ENCODING, OPTION_FIELD, OPTION_PARAGRAPHS_BY, OPTION_STRICT,
                                             OPTION_MAX_RECORD, OPTION_THREADS, COMMON};
static const option_id explain_options[] = {OPTION_MODEL, OPTION_EXPLAIN_FORMAT, OPTION_LABEL, OPTION_PARAGRAPH, OPTION_TOP,
                                            OPTION_VERIFY, OPTION_EFFORT, OPTION_ENCODER_OF_MODEL, OPTION_KEEP_FURNITURE, OPTION_DECIDE, OPTION_TARGET, READING, COMMON};
static const option_id agree_options[] = {OPTION_MODEL_AS, OPTION_MIN_ALPHA, OPTION_CONFUSION, OPTION_REPORT_FORMAT, OPTION_FROM, OPTION_CODE_ENCODING,
                                          OPTION_CODE_FIELD, OPTION_MAX_RECORD, COMMON};
static const option_id report_options[] = {OPTION_OUTPUT_REPORT, OPTION_NO_PAGE, OPTION_BY, OPTION_ONLY, OPTION_COMPARE, OPTION_AGAINST, OPTION_KEEP_DUPLICATES, OPTION_SPREADSHEET, COMMON};
static const option_id review_options[] = {OPTION_OUTPUT_CODING, OPTION_LABELLED, OPTION_ADD, OPTION_IN_OUT_OF_FOLD, OPTION_ITEMS, OPTION_STRATA,
                                           OPTION_LABELS, OPTION_CODEBOOK, OPTION_CONTEXT, OPTION_SHOW_MODEL, OPTION_SPREADSHEET, OPTION_DRAW_SEED, OPTION_FORCE, OPTION_FROM, OPTION_ENCODING,
                                           OPTION_FIELD, OPTION_PARAGRAPHS_BY, OPTION_STRICT, OPTION_MAX_RECORD, COMMON};
static const option_id encode_options[] = {OPTION_ENCODER, OPTION_KEEP_FURNITURE, READING, COMMON};
static const option_id read_options[] = {READING, COMMON};
static const option_id model_options[] = {OPTION_REPORT_FORMAT, OPTION_OUTPUT_EXPORT, OPTION_FEATURES, OPTION_FORCE, READING,
                                          OPTION_THREADS, COMMON};

static const command commands[] = {
    {"classify", "[INPUT...]", "label paragraphs; CSV or JSONL rows, article summaries, an HTML page",
     "INPUT is a file, a folder (walked in byte order of names) or - for standard input. Text (.txt, .md) holds one article; "
     ".jsonl one article or one paragraph a line, .json an array of them; .csv and .tsv one article or, with a paragraph column, "
     "one paragraph a row; .warc, also packed, the pages of a web archive. Compressed and archived forms (.gz .zst .xz .bz2 .zip .tar.*) are "
     "read as they are.\n"
     "Text is UTF-8, or what a byte order mark or its bytes tell, unless --encoding says it. With --duplicates, an article at least half of whose word "
     "5-grams are those of an earlier one is flagged, named in duplicate_of, and left out of groups.\n"
     "Without -o, rows go to standard output. With -o DIR, everything goes into DIR and a summary to standard error.\n"
     "A row: article, paragraph, label, confidence, one calibrated probability a label, tone (P(supportive) - P(critical)), "
     "flags, decided (table or encoder), start, end. Furniture (subscription lines, form fields, teasers, bylines) keeps its row, flagged and "
     "without a label.\n"
     "As a filter it reads an article a line and answers in their order: with --from jsonl --format jsonl a line a paragraph, with --nest a line an "
     "article, in constant memory. Before it waits for input it writes what it has. --on-error emit answers a bad line with its error.\n"
     "--effort says how much is done to be right. The table of terms reads millions of paragraphs in a minute; the encoder, a small network, some "
     "hundred a second, and is right more often.\n"
     "A long run may be interrupted (Ctrl-C; exit 130) or killed: with -o DIR, the same command with --resume goes on where it was, and the "
     "results are the same bytes. --shard I/N divides a run among machines; each reads all inputs and labels its own articles.",
     "  slant classify articles/ -o results\n  slant classify articles/ -o results --effort best\n  slant classify --format jsonl - < article.txt\n"
     "  producer | slant classify - --from jsonl --nest --on-error emit | consumer\n"
     "  slant classify --summary --field text=body export.csv > articles.csv\n",
     classify_options, cmd_classify},
    {"merge", "SHARD... -o DIR", "one result from the shards of a divided run",
     "SHARD is a folder that slant classify --shard I/N -o wrote; all N of them, in any order. DIR then holds the same bytes as if one run had labelled "
     "the inputs. Shards of another model, of other options or of other inputs are refused. No model is asked for.",
     "  slant classify articles/ --shard 1/2 -o one\n  slant classify articles/ --shard 2/2 -o two\n  slant merge one two -o results\n",
     merge_options, cmd_merge},
    {"train", "DATA... -o MODEL", "train a model, or retrain one on your own coded paragraphs",
     "DATA is CSV, TSV or JSONL with article, paragraph, label, text and, where you have them, title and weight; rows may stand "
     "in any order. Paragraphs without a label serve as context. Any 2 to 20 labels will do.\n"
     "The text SVM learns from words, word pairs and the letters inside words; --lexicon adds rated words of yours or "
     "those of datasets/lexicon.\n"
     "With --base the new model starts from another one's weights: the way to adapt the shipped model with a few hundred "
     "paragraphs. The report says, by cross-validation over whole articles, how good the new model is and whether it gained on "
     "the base.\n"
     "--add takes in what was coded after slant review: by article and paragraph a row corrects the label that DATA has, or gives it one; "
     "what DATA lacks is added with the row's text. Of several coders the majority counts, ties are told and left out. Rows of the stratum "
     "random are a fair sample: the report gives figures over them alone, each weighing 1/probability. Newly labelled rows of other strata "
     "were chosen because they are hard: they are learned from and not counted in any figure.\n"
     "With --effort balanced or best, or --encoder, an encoder that has not learned from DATA reads them, and the model learns to judge by that, too. "
     "--readings takes what encoders made of DATA beforehand, cross-fit; --encoder then names the one that will read for the model.",
     "  slant train coded.csv -o own.safetensors\n"
     "  slant train coded.csv --base models/news-en.safetensors -o adapted.safetensors\n"
     "  slant train coded.csv coding/articles.jsonl --add coding/coded.csv -o next.safetensors\n",
     train_options, cmd_train},
    {"evaluate", "DATA...", "measure a model on labelled data",
     "DATA as for train. Prints macro-F1 with a 95 % interval over articles, precision, recall and F1 of each label, the "
     "confusion and the calibration. Says so when articles were in the model's training data. What is measured is the effort that is asked for.",
     "  slant evaluate coded.csv\n  slant evaluate coded.csv -m own.safetensors --min-f1 0.6\n", evaluate_options, cmd_evaluate},
    {"agree", "CODES...", "agreement between coders, the model being one of them",
     "CODES is CSV, TSV or JSONL with coder, item, label, one row a code; the files join, rows may stand in any order, an empty label is a "
     "missing code. paragraphs.csv of slant classify may stand among them as one more coder: its items are article#paragraph.\n"
     "Prints Krippendorff's alpha, Gwet's AC1 and the share of agreeing pairs of codes, each with a 95 % interval from resampled items; "
     "alpha, AC1 and positive agreement of each label against the rest; and each pair of coders, with Cohen's kappa. A coder's item with "
     "two labels is told and left out.",
     "  slant agree codes.csv --min-alpha 0.667\n  slant agree codes.csv results/paragraphs.csv --model-as slant --confusion\n"
     "  slant agree --field coder=annotator --field item=unit codes.jsonl\n",
     agree_options, cmd_agree},
    {"report", "RESULTS", "groups, comparisons, page and summary from an earlier classify",
     "RESULTS is a folder that slant classify -o wrote; no model is asked for. Writes groups.csv, report.html and, where groups are compared, "
     "comparisons.csv anew, into RESULTS or the folder of -o, and prints the summary. With --only and without -o it prints the summary alone: "
     "RESULTS keeps the report on everything.\n"
     "share_LABEL is the share to quote, always with its interval: it assumes that paragraphs of a label read as they did in training, in a mix of "
     "labels that may differ. counted_LABEL is pulled toward what the model says too often; probability_LABEL assumes the training data's mix, is "
     "nearest where that is true and worst where it is not; adjusted_LABEL assumes only that labels are confused as they were out of fold, and is "
     "noisy. Intervals hold for articles like these: whole articles are resampled, and the confusions with them. On text unlike the training "
     "text none of them holds: code some of it (slant review).",
     "  slant report results\n  slant report results --by source+month -o monthly\n"
     "  slant report results --compare \"source=The Courier\" --with \"source=The Herald\"\n"
     "  slant report results --only topic=taxes --compare month=2024-01..2024-03 --with month=2024-04..2024-06\n",
     report_options, cmd_report},
    {"review", "[RESULTS...] -o DIR", "choose what to code next, and a page to code it in",
     "RESULTS are folders of slant classify -o. Four strata: errors, labels of DATA that are likely wrong (confident learning on the out-of-fold "
     "probabilities); duplicates, near-duplicate paragraphs of DATA with different labels; margin, paragraphs whose two likeliest labels lie "
     "closest together; random, a simple random sample of the scored paragraphs, whose probability is recorded so that slant train --add can "
     "report quality honestly. What a stratum cannot fill goes to the next. The first two want --labelled, errors --out-of-fold as well; "
     "RESULTS may be left out then. In a later round --add names what was coded before, as for train.\n"
     "coding.html is one page without network, for the keyboard, that keeps progress in the browser and gives a CSV back; neither stratum nor "
     "model shows in it. coding.csv is the same for a spreadsheet: fill the column label. A cell that a spreadsheet may take for a formula has "
     "an apostrophe in front, in both. articles.jsonl holds the articles concerned, as context for training.",
     "  slant review results -o coding --context\n"
     "  slant review results --labelled coded.csv --out-of-fold folds.csv -o coding --items 60\n"
     "  slant review results --labelled coded.csv --add coding/coded.csv -o coding-2\n"
     "  slant train coded.csv coding/articles.jsonl --add coding/coded.csv -o next.safetensors\n",
     review_options, cmd_review},
    {"explain", "[INPUT...]", "which words pushed each label, and how far",
     "Each label's margin is a sum: one part for each known word and word pair, with its place in the text, and one for each "
     "feature of the context (neighbours, the article's mean, the title, position). The parts sum to the margin.\n"
     "Where the encoder decided (--effort), what it read is part of the context; its part is told again by words, by how far it falls when the paragraph is "
     "read without a word, which is approximate and takes a moment for each.",
     "  slant explain article.txt\n  slant explain --paragraph 3 --label critical --format csv article.txt\n", explain_options,
     cmd_explain},
    {"read", "[INPUT...]", "articles as slant reads them, as JSON lines",
     "One object an article: id, title, source, date, ..., text, and paragraphs with number, start, end (bytes in text), flags "
     "and text. What read prints, classify reads back with the same numbers, offsets and labels.",
     "  slant read articles/ > articles.jsonl\n", read_options, cmd_read},
    {"encode", "[INPUT...] --encoder FILE", "what an encoder makes of each paragraph, as CSV",
     "An encoder reads windows of an article, its title and some paragraphs behind it. A row: article, paragraph, a log-odds for supportive, "
     "critical and neutral, and target, which is empty; a paragraph that mentions its article's target has another row, read toward it. slant train --readings takes them, of articles that the encoder did not learn from. Rows are the same to the byte on "
     "every machine. tools/encoder makes encoders.",
     "  slant encode articles/ --encoder fold-0.safetensors > readings.csv\n", encode_options, cmd_encode},
    {"model", "show|export [FILE]", "what a model is: its card; its weights in the formats of liblinear and libsvm",
     "show prints labels, recipe, training data, measured quality and checksum of a model file, the shipped one by default; and of an encoder's, "
     "what it learned from and how much it reads at once.\n"
     "export writes the text SVM for liblinear-predict (stage1.liblinear, terms.csv) and each machine of the context SVM for "
     "svm-predict (stage2-LABEL.libsvm). With --features it also writes the paragraphs of some articles as svmlight rows, and "
     "rows.csv with slant's own margins for them.",
     "  slant model show\n  slant model show own.safetensors\n  slant model show own-encoder.safetensors\n  slant model export -o weights --features articles/\n",
     model_options, cmd_model},
};

const command *commands_all(size_t *n) {
  *n = sizeof commands / sizeof *commands;
  return commands;
}
