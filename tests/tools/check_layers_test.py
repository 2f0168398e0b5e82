"""Plants a breach of each rule in a small tree: tools/check-layers finds it, and nothing where nothing is planted.

In: the path of check-layers. Out: exit 0 when all were found.
"""

import os
import subprocess
import sys
import tempfile

CLEAN = {
    "base/error.h": '#include "slant/slant.h"\nint slant_error(const char *text);\nextern const char slant_names[];\n',
    "text/words.c": '#include "base/error.h"\n#include <utf8proc.h>\n#include <string.h>\n'
    'static const char *const names[] = {"a;{", "b"};\n'
    "/* strcpy( in a comment; int x; */\n"
    "typedef struct word {\n  int n;\n} word;\nenum { A, B };\nstruct later;\n"
    "static int count(const char *text,\n                 int n) {\n"
    "  static const int table[] = {1, 2};\n  return n + table[0] + (int)strlen(names[0]);\n}\n"
    "int (*slant_pointer(void))(int);\n"
    "int slant_each(int (*visit)(int), int n);\nstatic int (*const hook)(int) = count;\n",
    "cli/main.c": '#include "slant/slant.h"\n#include "cli/help.h"\n#include <stdio.h>\n'
    "int main(void) {\n  return 0;\n}\n",
}

# A file, its text, and what is said of it.
BREACHES = [
    (
        "base/error.c",
        '#include "text/words.h"\n',
        'src/base/error.c:1: includes "text/words.h", but text lies on top of base',
    ),
    ("cli/a.c", '#include "base/error.h"\n', "the program includes slant.h and its own headers only"),
    ("cli/b.c", "#include <jansson.h>\n", "which src/codec/json_judge.c alone may"),
    ("codec/csv.h", "#include <csv.h>\n", "which src/codec/csv.c alone may"),
    ("model/svm.c", "#include <libsvm/svm.h>\n", "which src/model/libsvm.c alone may"),
    ("base/net.c", "#include <curl/curl.h>\n", "neither a system header nor a library"),
    ("base/near.c", '#include "error.h"\n', "which lies in none of the layers"),
    ("base/long.c", "int f(void) {\n" + "  g();\n" * 81 + "}\n", "src/base/long.c:1: a function of 81 lines"),
    ("base/call.c", 'void f(char *a) {\n  strcpy(a, "b");\n}\n', "src/base/call.c:2: calls strcpy"),
    ("base/print.c", 'void f(char *a) {\n  (void)sprintf (a, "b");\n}\n', "calls sprintf"),
    ("base/number.c", "int f(char *a) {\n  return atoi(a);\n}\n", "calls atoi"),
    (
        "base/g1.c",
        "static int counter;\n",
        "src/base/g1.c:1: a variable at file scope that is not const: static int counter",
    ),
    ("base/g2.c", "int table[] = {1, 2};\n", "not const: int table[]"),
    ("base/g3.c", 'static const char *name = "a";\n', "not const: static const char *name"),
    (
        "base/g4.c",
        "void f(void) {\n  static int n = 0;\n  n++;\n}\n",
        "src/base/g4.c:2: a static variable that is not const",
    ),
    ("base/g5.c", "static int (*hook)(int);\n", "not const: static int (*hook)(int)"),
    ("base/g6.c", "struct point {\n  int x;\n} here;\n", "not const: struct point here"),
    ("base/g7.c", "static int (*hooks[2])(int);\n", "not const: static int (*hooks[2])(int)"),
    ("base/g8.h", "extern int slant_level;\n", "not const: extern int slant_level"),
]


def run(tool, files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            place = os.path.join(root, "src", path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8") as file:
                file.write(text)
        done = subprocess.run([sys.executable, tool, root], capture_output=True, text=True)
        return done.returncode, done.stdout


def main():
    tool, failed = sys.argv[1], 0
    code, output = run(tool, CLEAN)
    if code != 0:
        failed += 1
        print("found in a clean tree:", output)
    code, _ = run(tool, {})
    failed += code != 1
    for path, text, expected in BREACHES:
        code, output = run(tool, {**CLEAN, path: text})
        if code != 1 or expected not in output or "1 breaches" not in output:
            failed += 1
            print(f'{path}: expected "{expected}", found: {output}')
    print(f"{len(BREACHES) + 2} trees, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
