import csv, json

rows = list(csv.DictReader(open("rows.csv", encoding="utf-8")))
folds = {}
for row in rows:
    folds.setdefault(row["article"], set()).add(row["fold"])
counts = {(t, g): sum(r["label"] == t and r["given"] == g for r in rows) for t in ("bad", "good") for g in ("bad", "good")}
report = json.load(open("report.json", encoding="utf-8"))
print(len(rows), "rows of", len(folds), "articles in the folds", *sorted(set.union(*folds.values())))
print("one fold an article:", all(len(fold) == 1 for fold in folds.values()))
print("probabilities sum to 1:", all(abs(float(r["bad"]) + float(r["good"]) - 1) < 2e-4 for r in rows))
f1 = [2 * counts[k, k] / max(1, 2 * counts[k, k] + counts[k, o] + counts[o, k]) for k, o in (("bad", "good"), ("good", "bad"))]
print("macro-F1 of the report:", abs(sum(f1) / 2 - report["macro_f1"]) < 1e-5)
