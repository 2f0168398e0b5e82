/* Options: the table, and reading the command line by it with popt.
 * In: argv. Out: settings, or a message that names what is near to what was mistyped. */
#include "cli/options.h"

#include <math.h>
#include <popt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/messages.h"
#include "cli/suggest.h"

enum { MOST_OPTIONS = 40, ROOM = 1 << 20 };

#define AT(field) offsetof(settings, field)

static const option_row rows[N_OPTIONS] = {
    [OPTION_OUTPUT_FOLDER] = {"output", 'o', KIND_STRING, AT(output), "DIR",
                              "write report.html, paragraphs.csv, articles.csv, groups.csv, evidence.jsonl and run.json into DIR"},
    [OPTION_OUTPUT_MODEL] = {"output", 'o', KIND_STRING, AT(output), "MODEL", "write the model to this file (required)"},
    [OPTION_OUTPUT_EXPORT] = {"output", 'o', KIND_STRING, AT(output), "DIR", "export into this folder"},
    [OPTION_OUTPUT_CODING] = {"output", 'o', KIND_STRING, AT(output), "DIR", "write coding.html, coding.csv and articles.jsonl into DIR (required)"},
    [OPTION_OUTPUT_MERGED] = {"output", 'o', KIND_STRING, AT(output), "DIR", "write the results of all shards together into DIR (required)"},
    [OPTION_RESUME] = {"resume", 0, KIND_FLAG, AT(resume), NULL,
                       "go on with the unfinished run in DIR, which was killed or interrupted: same command, same inputs"},
    [OPTION_SHARD] = {"shard", 0, KIND_STRING, AT(shard), "I/N",
                      "label the articles of shard I of N alone, 1 to N, by a hash of their ids; slant merge puts the folders of all shards together"},
    [OPTION_FEATURES] = {"features", 0, KIND_STRINGS, AT(features), "INPUT", "export the features of these articles; may be given again"},
    [OPTION_MODEL] = {"model", 'm', KIND_STRING, AT(model), "MODEL",
                      "use this model file instead of the one named by SLANT_MODEL, or else the shipped one"},
    [OPTION_BASE] = {"base", 0, KIND_STRING, AT(base), "MODEL",
                     "start from this model's weights, and move away from them as far as the data ask for"},
    [OPTION_ROW_FORMAT] = {"format", 0, KIND_CHOICE, AT(row_format), "auto|csv|tsv|jsonl|view",
                           "form of the results on standard output; auto: a view for people on a terminal, else csv"},
    [OPTION_REPORT_FORMAT] = {"format", 0, KIND_CHOICE, AT(report_format), "text|json", "form of the report"},
    [OPTION_EXPLAIN_FORMAT] = {"format", 0, KIND_CHOICE, AT(explain_format), "text|csv|jsonl", "form of the explanations"},
    [OPTION_SUMMARY] = {"summary", 0, KIND_FLAG, AT(summary), NULL, "one row an article instead of one a paragraph"},
    [OPTION_NEST] = {"nest", 0, KIND_FLAG, AT(nest), NULL,
                     "one line of JSON an article: its summary, with its paragraphs' rows under \"rows\"; ids stay as they are, even when they repeat"},
    [OPTION_TEXT] = {"text", 0, KIND_FLAG, AT(with_text), NULL, "add each paragraph's text to its row"},
    [OPTION_KEEP_FURNITURE] = {"keep-furniture", 0, KIND_FLAG, AT(keep_furniture), NULL,
                               "score furniture like any paragraph; it stays flagged"},
    [OPTION_DUPLICATES] = {"duplicates", 0, KIND_FLAG, AT(duplicates), NULL,
                           "find articles that repeat an earlier one, as wire copies do: their rows are flagged, and groups leave them out"},
    [OPTION_KEEP_DUPLICATES] = {"keep-duplicates", 0, KIND_FLAG, AT(keep_duplicates), NULL, "count duplicates in groups like any article"},
    [OPTION_DECIDE] = {"decide", 0, KIND_CHOICE, AT(decide), "balanced|argmax",
                       "label by thresholds for macro-F1, or the most probable label"},
    [OPTION_MIN_PRECISION] = {"min-precision", 0, KIND_SHARE, AT(min_precision), "P",
                              "flag as uncertain what lies below the confidence from which labels were right with this precision out of fold, "
                              "as in 0.8 (default: where labels of such confidence are right less often than every second time)"},
    [OPTION_STRICT_DOMAIN] = {"strict-domain", 0, KIND_FLAG, AT(strict_domain), NULL,
                              "exit 1 when more than 20 % of the scored paragraphs are out-of-domain, unlike the model's training text"},
    [OPTION_BY] = {"by", 0, KIND_WORDS, AT(by), "GROUPING,...",
                   "rows of groups.csv: source, year, month, day, topic, author, language or target, or several of them crossed, as in source+month (default source,month)"},
    [OPTION_SPREADSHEET] = {"spreadsheet", 0, KIND_FLAG, AT(spreadsheet), NULL,
                            "write CSV for spreadsheets: with a byte order mark, and an apostrophe before text that looks like a formula"},
    [OPTION_OUTPUT_REPORT] = {"output", 'o', KIND_STRING, AT(output), "DIR", "write groups.csv and report.html into DIR instead of RESULTS"},
    [OPTION_NO_PAGE] = {"no-page", 0, KIND_FLAG, AT(no_page), NULL, "write the tables alone, without report.html: a small part of the time"},
    [OPTION_ONLY] = {"only", 0, KIND_STRINGS, AT(only), "GROUPING=NAME",
                     "of the articles of this group alone; a period as in month=2024-01..2024-06; may be given again: of articles in all of them"},
    [OPTION_COMPARE] = {"compare", 0, KIND_STRINGS, AT(compare), "GROUPING=NAME",
                        "how much this group or period differs from the one of the next --with: shares, interval and test; may be given again"},
    [OPTION_AGAINST] = {"with", 0, KIND_STRINGS, AT(against), "GROUPING=NAME", "the group or period to compare with"},
    [OPTION_NO_EVIDENCE] = {"no-evidence", 0, KIND_FLAG, AT(no_evidence), NULL, "leave evidence.jsonl out"},
    [OPTION_FORCE] = {"force", 0, KIND_FLAG, AT(force), NULL, "write into a folder that is not empty"},
    [OPTION_FROM] = {"from", 0, KIND_CHOICE, AT(from), "auto|txt|md|jsonl|json|csv|tsv|html|warc",
                     "format of standard input and of files whose name does not tell"},
    [OPTION_ENCODING] = {"encoding", 0, KIND_STRING, AT(encoding), "NAME",
                         "all text is in this encoding, as in windows-1252 (default: what a mark, the text itself or its bytes tell)"},
    [OPTION_CODE_ENCODING] = {"encoding", 0, KIND_STRING, AT(encoding), "NAME",
                              "the codes are in this encoding, as in windows-1252 (default: UTF-8, or what a byte order mark tells)"},
    [OPTION_FIELD] = {"field", 0, KIND_STRINGS, AT(fields), "FIELD=NAME",
                      "the input keeps FIELD (id, title, text, label, ...) under NAME; may be given again"},
    [OPTION_PARAGRAPHS_BY] = {"paragraphs-by", 0, KIND_CHOICE, AT(paragraphs_by), "auto|blank|line",
                              "cut paragraphs at blank lines, at line ends, or as the text suggests"},
    [OPTION_LIMIT] = {"limit", 0, KIND_COUNT, AT(limit), "N", "stop after N articles"},
    [OPTION_LIST_ALL] = {"list-all", 0, KIND_FLAG, AT(list_all), NULL,
                         "list all text of web pages as furniture, menus and footers far from the article, too"},
    [OPTION_STRICT] = {"strict", 0, KIND_FLAG, AT(strict), NULL, "refuse bytes that are not UTF-8, and that nothing tells the encoding of, instead of guessing and repairing"},
    [OPTION_ON_ERROR] = {"on-error", 0, KIND_CHOICE, AT(on_error), "skip|fail",
                         "pass over inputs that cannot be read (exit 6 in the end), or stop at the first"},
    [OPTION_ON_ERROR_EMIT] = {"on-error", 0, KIND_CHOICE, AT(on_error), "skip|fail|emit",
                              "pass over inputs that cannot be read (exit 6 in the end), stop at the first, or answer each with a line "
                              "{\"error\":{\"source\",\"line\",\"message\"}} in its place (exit 0; with --format jsonl or --nest)"},
    [OPTION_MAX_RECORD] = {"max-record", 0, KIND_BYTES, AT(max_record), "SIZE",
                           "longest line, row or text file that is read, as in 100M (default 64M)"},
    [OPTION_THREADS] = {"threads", 'j', KIND_COUNT, AT(threads), "N", "work on N threads (default: all processors)"},
    [OPTION_QUIET] = {"quiet", 'q', KIND_FLAG, AT(quiet), NULL, "no progress, warnings and summary"},
    [OPTION_MIN_F1] = {"min-f1", 0, KIND_NUMBER, AT(min_f1), "X", "exit 1 when macro-F1 is below X"},
    [OPTION_LABEL] = {"label", 0, KIND_STRING, AT(label), "LABEL", "explain how far this label is pushed, instead of each paragraph's own"},
    [OPTION_PARAGRAPH] = {"paragraph", 0, KIND_COUNT, AT(paragraph), "N", "explain paragraph N alone"},
    [OPTION_TOP] = {"top", 0, KIND_COUNT, AT(top), "N", "show the N largest parts of each explanation (default 8; text form only)"},
    [OPTION_VERIFY] = {"verify", 0, KIND_FLAG, AT(verify), NULL, "check that every explanation sums to its margin within 1e-6; exit 1 if not"},
    [OPTION_COST] = {"cost", 'C', KIND_NUMBERS, AT(costs), "C",
                     "value of C to try for the text SVM; may be given again (default: 0.0625 to 2)"},
    [OPTION_FOLDS] = {"folds", 0, KIND_COUNT, AT(folds), "N", "folds of the cross-validation, 2 to 20 (default 5)"},
    [OPTION_SEED] = {"seed", 0, KIND_COUNT, AT(seed), "N", "seed of folds and solver (default 1)"},
    [OPTION_SOLVER] = {"solver", 0, KIND_CHOICE, AT(solver), "slant|libsvm|libsvm-context",
                       "solver of both SVMs; libsvm-context: libsvm for the context SVM alone, whose other kernels it always solves"},
    [OPTION_KERNEL] = {"kernel", 0, KIND_CHOICE, AT(kernel), "linear|polynomial|rbf",
                       "kernel of the context SVM; only linear models can be explained"},
    [OPTION_EQUAL_WEIGHTS] = {"equal-weights", 0, KIND_FLAG, AT(equal_weights), NULL, "let classes weigh by their size instead of balancing them"},
    [OPTION_MIN_COUNT] = {"min-count", 0, KIND_COUNT, AT(min_count), "N", "keep terms that stand in N paragraphs or more (default 2)"},
    [OPTION_LANGUAGE] = {"language", 0, KIND_STRING, AT(language), "CODE", "language of the data, for the model card (default en)"},
    [OPTION_LEXICON] = {"lexicon", 0, KIND_STRING, AT(lexicon), "FILE", "rated words and word pairs, term<TAB>rating from -3 to 3, as a prior for the text SVM"},
    [OPTION_ENCODER] = {"encoder", 0, KIND_STRING, AT(encoder), "FILE", "an encoder, as tools/encoder/export.py writes it"},
    [OPTION_ENCODER_OF_MODEL] = {"encoder", 0, KIND_STRING, AT(encoder), "FILE",
                                 "use this encoder instead of the one named by SLANT_ENCODER, or else the one beside the model (MODEL-encoder.safetensors)"},
    [OPTION_EFFORT] = {"effort", 0, KIND_CHOICE, AT(effort), "fast|balanced|best",
                       "fast: the table of terms alone; best: an encoder reads every paragraph, too; balanced: those that the table leaves open"},
    [OPTION_EFFORT_AUTO] = {"effort", 0, KIND_CHOICE, AT(effort_or_auto), "auto|fast|balanced|best",
                            "fast: the table of terms alone; best: an encoder reads every paragraph, too; balanced: those that the table leaves open; "
                            "auto: balanced on a terminal or with -o, where the inputs come to 1 MiB at most and model and encoder allow it, else fast"},
    [OPTION_EFFORT_TRAIN] = {"effort", 0, KIND_CHOICE, AT(effort), "fast|balanced|best",
                             "balanced or best: the model learns to judge with an encoder, too, which must not have learned from the data"},
    [OPTION_READINGS] = {"readings", 0, KIND_STRING, AT(readings), "FILE",
                         "what an encoder that did not learn from the article makes of each paragraph: article,paragraph and a log-odds a label"},
    [OPTION_WORDS] = {"words", 0, KIND_STRING, AT(words), "FILE",
                      "more words, one a line, that are to have a weight from their letters"},
    [OPTION_VECTORS] = {"vectors", 0, KIND_STRING, AT(vectors), "FILE",
                        "word vectors, text form of word2vec and fastText, as a prior for the text SVM"},
    [OPTION_AUXILIARY] = {"auxiliary", 0, KIND_STRINGS, AT(auxiliary), "FILE[:WEIGHT]",
                          "more labelled rows that the text SVM learns from and that are not scored, each weighing WEIGHT (default 1); may be given again"},
    [OPTION_DISTILL] = {"distill", 0, KIND_STRINGS, AT(distilled), "ENCODER=FILE[:WEIGHT]",
                        "auxiliary rows that ENCODER labelled, one of those named in the readings: only those folds learn from them whose articles ENCODER "
                        "had not learned from; or all, one that learned from all of DATA: no fold learns from them, but the model does, in place of the others; may be given again"},
    [OPTION_ADD] = {"add", 0, KIND_STRINGS, AT(added), "CODED.csv",
                    "take in coded rows, as slant review writes them and its page gives them back; may be given again"},
    [OPTION_OUT_OF_FOLD] = {"out-of-fold", 0, KIND_STRING, AT(out_of_fold), "FILE",
                            "write the label, probabilities and margins that cross-validation gave to every labelled paragraph, as CSV"},
    [OPTION_TARGET] = {"target", 0, KIND_STRING, AT(target), "NAME",
                       "judge paragraphs that mention NAME, or its last word, toward it; a target that an article names itself wins"},
    [OPTION_CURVE] = {"curve", 0, KIND_FLAG, AT(curve), NULL,
                      "add a learning curve to the report: the text SVM with an eighth, a quarter and half of the articles, and what twice as many may bring"},
    [OPTION_MODEL_AS] = {"model-as", 0, KIND_STRING, AT(model_as), "NAME", "what to call the coder of rows that name none (default model)"},
    [OPTION_MIN_ALPHA] = {"min-alpha", 0, KIND_NUMBER, AT(min_alpha), "X", "exit 1 when Krippendorff's alpha is below X, or undefined"},
    [OPTION_CONFUSION] = {"confusion", 0, KIND_FLAG, AT(confusion), NULL, "add the confusion of each pair of coders"},
    [OPTION_CODE_FIELD] = {"field", 0, KIND_STRINGS, AT(fields), "FIELD=NAME",
                           "the input keeps FIELD (coder, item, label, article, paragraph) under NAME; may be given again"},
    [OPTION_LABELLED] = {"labelled", 0, KIND_STRINGS, AT(labelled), "DATA",
                         "what is labelled already, as for train: not offered again but where a label is in doubt; may be given again"},
    [OPTION_IN_OUT_OF_FOLD] = {"out-of-fold", 0, KIND_STRING, AT(out_of_fold), "FILE",
                               "what slant train --out-of-fold wrote about DATA: labels that are likely wrong are looked for in it"},
    [OPTION_ITEMS] = {"items", 0, KIND_COUNT, AT(items), "N", "choose N paragraphs (default 100)"},
    [OPTION_STRATA] = {"strata", 0, KIND_STRING, AT(strata), "NAME:W,...",
                       "share the items out by these weights (default errors:25,duplicates:10,margin:35,random:30); what is not named gets none"},
    [OPTION_LABELS] = {"labels", 0, KIND_STRING, AT(labels), "A,B,...", "offer these labels (default: those of the results)"},
    [OPTION_CODEBOOK] = {"codebook", 0, KIND_STRING, AT(codebook), "FILE", "show this codebook, plain text or simple Markdown"},
    [OPTION_CONTEXT] = {"context", 0, KIND_FLAG, AT(context), NULL, "show the title, and the paragraphs before and after in grey"},
    [OPTION_SHOW_MODEL] = {"show-model", 0, KIND_FLAG, AT(show_model), NULL, "show the model's label and its probability, once the coder has chosen"},
    [OPTION_DRAW_SEED] = {"seed", 0, KIND_COUNT, AT(seed), "N", "seed of the random stratum and of the order (default 1)"},
    [OPTION_HELP] = {"help", 'h', KIND_FLAG, AT(help), NULL, "show this help"},
    [OPTION_VERSION] = {"version", 0, KIND_FLAG, AT(version), NULL, "show the version"},
};

const option_row *option_get(option_id id) { return &rows[id]; }

static void *field_of(settings *s, const option_row *row) { return (char *)s + row->offset; }

static int bad_value(const option_row *row, const char *value, const char *expected) {
  message_print("found --%s \"%s\", expected %s", row->name, value, expected);
  return 2;
}

static int set_choice(settings *s, const option_row *row, const char *value) {
  const char *choice = row->argument;
  for (int k = 0; *choice != '\0'; k++) {
    size_t len = strcspn(choice, "|");
    if (strlen(value) == len && strncmp(value, choice, len) == 0) {
      *(int *)field_of(s, row) = k;
      return 0;
    }
    choice += len + (choice[len] == '|');
  }
  return bad_value(row, value, row->argument);
}

/* A whole number; with `suffix`, K, M or G may follow it. */
static bool read_count(const char *value, bool suffix, uint64_t *out) {
  char *end;
  if (*value < '0' || *value > '9') return false;
  unsigned long long number = strtoull(value, &end, 10);
  unsigned shift = 0;
  if (suffix && *end != '\0') {
    shift = *end == 'K' || *end == 'k' ? 10 : *end == 'M' || *end == 'm' ? 20 : *end == 'G' || *end == 'g' ? 30 : 0;
    if (shift == 0) return false;
    end++;
  }
  *out = (uint64_t)number << shift;
  return *end == '\0' && number < (UINT64_C(1) << 40) >> shift;
}

static bool read_number(const char *value, double *out) {
  char *end;
  *out = strtod(value, &end);
  return end != value && *end == '\0' && isfinite(*out);
}

static int append_string(option_list *list, const char *value) {
  const char **grown = realloc(list->items, (list->n + 1) * sizeof *grown);
  if (grown == NULL) return 5;
  list->items = grown;
  grown[list->n++] = value;
  return 0;
}

/* "one,two": the commas become ends of strings. */
static int append_words(option_list *list, char *value) {
  int code = 0;
  for (char *end = value; end != NULL && code == 0; value = end + 1) {
    end = strchr(value, ',');
    if (end != NULL) *end = '\0';
    code = append_string(list, value);
    if (end == NULL) break;
  }
  return code;
}

static int append_number(settings *s, const option_row *row, const char *value) {
  double number;
  if (!read_number(value, &number) || !(number >= 0)) return bad_value(row, value, "a number from 0");
  double *grown = realloc(s->costs, (s->n_costs + 1) * sizeof *grown);
  if (grown == NULL) return 5;
  s->costs = grown;
  size_t at = s->n_costs++;
  for (; at > 0 && s->costs[at - 1] > number; at--) s->costs[at] = s->costs[at - 1];
  s->costs[at] = number;
  return 0;
}

static int set_share(settings *s, const option_row *row, const char *value) {
  double number;
  if (!read_number(value, &number) || !(number > 0 && number <= 1)) return bad_value(row, value, "a share above 0 and up to 1, as in 0.8");
  *(double *)field_of(s, row) = number;
  return 0;
}

static int set_option(settings *s, const option_row *row, char *value) {
  uint64_t *count = field_of(s, row);
  switch (row->kind) {
    case KIND_FLAG: *(int *)field_of(s, row) = 1; return 0;
    case KIND_STRING: *(const char **)field_of(s, row) = value; return 0;
    case KIND_CHOICE: return set_choice(s, row, value);
    case KIND_STRINGS: return append_string(field_of(s, row), value);
    case KIND_WORDS: return append_words(field_of(s, row), value);
    case KIND_NUMBERS: return append_number(s, row, value);
    case KIND_SHARE: return set_share(s, row, value);
    case KIND_COUNT: return read_count(value, false, count) ? 0 : bad_value(row, value, "a whole number");
    case KIND_BYTES: return read_count(value, true, count) && *count > 0 ? 0 : bad_value(row, value, "a size as in 500K, 100M or 2G");
    default: break;
  }
  *(row->offset == AT(min_alpha) ? &s->has_min_alpha : &s->has_min_f1) = true;
  return read_number(value, (double *)field_of(s, row)) ? 0 : bad_value(row, value, "a number");
}

static int unknown_option(poptContext context, int code, const option_id *ids, const char *command) {
  const char *bad = poptBadOption(context, POPT_BADOPTION_NOALIAS);
  if (code != POPT_ERROR_BADOPT) {
    message_print("found %s: %s", bad, poptStrerror(code));
    return 2;
  }
  const char *names[MOST_OPTIONS];
  size_t n = 0;
  for (; ids[n] != OPTION_END; n++) names[n] = rows[ids[n]].name;
  const char *name = bad + strspn(bad, "-");
  const char *near = strlen(name) > 1 ? suggest_nearest(name, names, n) : NULL;
  const char *space = *command == '\0' ? "" : " ";
  if (near != NULL) {
    message_print("found the unknown option %s, did you mean --%s? (slant%s%s -h lists all)", bad, near, space, command);
  } else {
    message_print("found the unknown option %s, expected one of those that slant%s%s -h lists", bad, space, command);
  }
  return 2;
}

static int take_inputs(settings *s, poptContext context) {
  const char **arguments = poptGetArgs(context);
  size_t n = 0;
  while (arguments != NULL && arguments[n] != NULL) n++;
  s->inputs = calloc(n + 1, sizeof *s->inputs);
  if (s->inputs == NULL) return 5;
  for (size_t i = 0; i < n; i++) {
    s->inputs[i] = strdup(arguments[i]);
    if (s->inputs[i] == NULL) return 5;
    s->n_inputs++;
  }
  return 0;
}

/* Settings point into the values that popt gives out: they live as long as the settings. */
static int keep_value(settings *s, char *value) {
  char **grown = realloc(s->values, (s->n_values + 1) * sizeof *grown);
  if (grown == NULL) {
    free(value);
    return 5;
  }
  s->values = grown;
  s->values[s->n_values++] = value;
  return 0;
}

int options_parse(settings *out, int argc, const char **argv, const option_id *ids, const char *command) {
  struct poptOption table[MOST_OPTIONS + 1] = {0};
  for (size_t i = 0; i < MOST_OPTIONS && ids[i] != OPTION_END; i++) {
    const option_row *row = &rows[ids[i]];
    table[i] = (struct poptOption){row->name, row->letter, row->kind == KIND_FLAG ? POPT_ARG_NONE : POPT_ARG_STRING, NULL,
                                   (int)ids[i], NULL, NULL};
  }
  void *room = malloc(ROOM); /* where there is none popt ends the process, or worse: so it is asked for beforehand */
  if (room == NULL) return message_no_memory();
  free(room);
  poptContext context = poptGetContext("slant", argc, argv, table, 0);
  if (context == NULL) return message_no_memory();
  int code, result = 0;
  while (result == 0 && (code = poptGetNextOpt(context)) > 0) {
    const option_row *row = &rows[code];
    char *value = row->kind == KIND_FLAG ? NULL : poptGetOptArg(context);
    if (value != NULL) result = keep_value(out, value);
    else if (row->kind != KIND_FLAG) result = 5;
    if (result == 0) result = set_option(out, row, value);
  }
  if (result == 0 && code < -1) result = unknown_option(context, code, ids, command);
  if (result == 0) result = take_inputs(out, context);
  poptFreeContext(context);
  return result == 5 ? message_no_memory() : result;
}

void options_free(settings *s) {
  for (size_t i = 0; i < s->n_inputs; i++) free((char *)(uintptr_t)s->inputs[i]);
  for (size_t i = 0; i < s->n_values; i++) free(s->values[i]);
  free(s->values);
  free(s->inputs);
  const option_list *lists[] = {&s->fields, &s->features, &s->auxiliary, &s->distilled, &s->added, &s->labelled, &s->by, &s->only, &s->compare, &s->against};
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) free((void *)(uintptr_t)lists[i]->items);
  free(s->costs);
}
