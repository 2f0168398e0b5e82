"""report.html in Chromium: it opens, sorts, filters and unfolds, by mouse and by keyboard, with and without script.

Results are made from the sample with invented sources and dates. Looks, too, at a title that is an attack, at many articles with pages of
detail, at labels of one's own, at results without evidence and at an empty batch; holds the page to axe-core in light and dark, at 360 and
1600 px; prints it.

In: the program, the root of the source tree. Out: what failed; exit 77 where Chromium, Playwright or axe-core is missing.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

from browser import WIDTHS, check, chromium, grave_violations, overflow, wait, window

EVIL = "</title><script>alert(1)</script><img src=x onerror=alert(2)>"
SOURCES = ["The Tolby Courier", "Vale Gazette", "Harbour Post"]
MANY = 600
OWN_LABELS = ["hope", "fear", "anger", "joy", "calm"]


def run(*arguments):
    done = subprocess.run([str(argument) for argument in arguments], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise AssertionError(f"{arguments[0]} {arguments[1]} exits with {done.returncode}: {done.stderr}")
    return done.stdout


class Maker:
    """Makes results and pages in a folder of its own."""

    def __init__(self, slant, root, folder):
        self.slant, self.root, self.folder = slant, root, folder

    def sample(self):
        articles = [json.loads(line) for line in run(self.slant, "read", self.root / "datasets" / "sample").splitlines()]
        for i, article in enumerate(articles):
            article["source"] = SOURCES[i % len(SOURCES)]
            article["date"] = f"2024-{1 + i % 7:02}-{1 + 5 * i % 27:02}"
        articles[0]["title"] = EVIL
        return articles

    def page(self, name, articles, *options, by="source,month", compare=()):
        data, results = self.folder / f"{name}.jsonl", self.folder / name
        data.write_text("".join(json.dumps(article) + "\n" for article in articles), encoding="utf-8")
        run(self.slant, "classify", data, "-o", results, "--quiet", "--force", *options)
        return self.write(results, by, compare)

    def write(self, results, by, compare=()):
        options = ["--compare", compare[0], "--with", compare[1]] if compare else []
        run(self.slant, "report", results, "--by", by, "--quiet", *options)
        return results / "report.html"


def titles(page):
    return page.locator("#list > li:not([hidden]) .t").all_text_contents()


def shown(page):
    return page.locator("#shown").inner_text()


def check_sorting(page):
    order = titles(page)
    page.select_option("#sort", "title")
    check("titles ascending", titles(page), sorted(order, key=str.lower) if all(map(str.isascii, order)) else titles(page))
    page.select_option("#direction", "down")
    down = titles(page)
    page.select_option("#direction", "up")
    check("titles the other way", titles(page), down[::-1])
    page.select_option("#sort", "tone")
    tones = [float(tone) for tone in page.locator("#list > li").evaluate_all("items => items.map(item => item.dataset.tone ?? 'nan')")]
    known = [tone for tone in tones if tone == tone]
    check("tones descending", known, sorted(known, reverse=True))
    check("articles without tone stand last", tones[: len(known)], known)
    page.select_option("#sort", "n")
    counts = [int(n) for n in page.locator("#list > li").evaluate_all("items => items.map(item => item.dataset.n)")]
    check("paragraphs descending", counts, sorted(counts, reverse=True))
    page.select_option("#sort", "date")
    dates = page.locator("#list > li .d").all_text_contents()
    check("dates descending", dates, sorted(dates, reverse=True))
    page.select_option("#sort", "order")
    check("the order of the batch", titles(page), order)


def check_filters(page, n_articles):
    check("articles at first", shown(page), f"{n_articles} articles")
    page.fill("#find", "harbour post")
    wait(page, "document.getElementById('shown').textContent.includes(' of ')")
    found = page.locator("#list > li:not([hidden])").evaluate_all("items => items.map(item => item.textContent.toLowerCase())")
    check("texts that hold the words", all("harbour" in text and "post" in text for text in found) and len(found) > 0, True)
    page.fill("#find", "no such words anywhere")
    wait(page, "document.getElementById('shown').textContent === 'No article fits'")
    check("articles that fit nothing", titles(page), [])
    page.click("#reset")
    check("articles after the reset", shown(page), f"{n_articles} articles")
    page.select_option("#source", "=Vale Gazette")
    sources = page.locator("#list > li:not([hidden]) .m > bdi:not(.d)").all_text_contents()
    check("sources chosen", set(sources), {"Vale Gazette"})
    check("how many are said", shown(page), f"{len(sources)} of {n_articles} articles")
    page.click("#reset")
    page.select_option("#framing", "mixed")
    framings = page.locator("#list > li:not([hidden])").evaluate_all("items => items.map(item => item.dataset.framing)")
    check("framings chosen", set(framings), {"mixed"})
    page.click("#reset")
    page.select_option("#holds", "k01")
    counts = page.locator("#list > li:not([hidden])").evaluate_all("items => items.map(item => item.dataset.counts.split(' ')[1])")
    check("articles with a critical paragraph", len(counts) > 0 and "0" not in counts, True)
    page.click("#reset")


def check_keyboard(page):
    page.keyboard.press("Tab")
    check("the first stop", page.evaluate("document.activeElement.className"), "skip")
    page.keyboard.press("Enter")
    wait(page, "location.hash === '#articles'")
    summary = page.locator("#list summary").nth(1)
    summary.focus()
    page.keyboard.press("Enter")
    item = page.locator("#list > li").nth(1)
    check("unfolded by Enter", item.locator(".p p").first.is_visible(), True)
    check("some words are marked", item.locator("mark").count() > 0, True)
    label = item.locator(".p .lab:has(i)").first.inner_text()
    check("a label is a word with a sign", re.fullmatch(r"[▲▼●] ?(supportive|critical|neutral)", label) is not None, True)
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    check("the focus is seen", ring, "solid")
    page.keyboard.press("Enter")
    check("folded by Enter", item.locator(".p p").first.is_visible(), False)


def check_tables(page):
    table = page.locator("#groups table").first
    header = table.locator("thead th").nth(1)
    header.locator("button").click()
    check("sorted by the first label", header.get_attribute("aria-sort"), "descending")
    values = [float(v) for v in table.locator("tbody tr td:nth-child(2)").evaluate_all("cells => cells.map(cell => cell.dataset.v)")]
    check("shares descending", values, sorted(values, reverse=True))
    header.locator("button").press("Enter")
    check("sorted the other way", header.get_attribute("aria-sort"), "ascending")
    check("tables without a caption", page.locator("table:not(:has(caption))").count(), 0)
    check("charts without a name", page.locator("svg[role=img]:not([aria-label]):not([aria-labelledby])").count(), 0)
    levels = [int(tag[1]) for tag in page.locator("h1, h2, h3, h4").evaluate_all("all => all.map(one => one.tagName)")]
    check("headings in order", [b for a, b in zip(levels, levels[1:]) if b > a + 1], [])


def check_folding(page):
    page.click("#unfold")
    check("all unfolded", page.locator("#list details:not([open])").count(), 0)
    page.click("#unfold")
    check("all folded", page.locator("#list details[open]").count(), 0)
    peak = page.locator("#list > li:has(.about a)").first
    peak.locator("summary").click()
    target = peak.locator(".about a").first.get_attribute("href")
    peak.locator(".about a").first.click()
    check("the peak is in sight", page.locator(target).evaluate("item => item.getBoundingClientRect().top < innerHeight"), True)


def check_hostile(page):
    check("the page's title", page.title(), "slant report")
    check("the attack is a title", page.locator("#list .t").first.inner_text(), EVIL)
    check("images", page.locator("img").count(), 0)
    check("scripts", page.locator("script").count(), 1)


def test_sample(browser, maker):
    path = maker.page("sample", maker.sample(), compare=("source=Vale Gazette", "source=Harbour Post"))
    n_articles = len(maker.sample())
    with window(browser, path) as page:
        check_keyboard(page)
        check_hostile(page)
        check_sorting(page)
        check_filters(page, n_articles)
        check_tables(page)
        check_folding(page)
        check("groups compared", page.locator("#differences tbody tr").count(), 4)
        check("charts over time", page.locator("#time svg.line").count(), 4)
        page.emulate_media(media="print")
        printed = page.pdf(format="A4")
        check("a printed page", printed[:5], b"%PDF-")
        check("printed sheets", len(re.findall(rb"/Type\s*/Page\b", printed)) > 10, True)
    check_without_script(browser, path, n_articles)
    before = path.read_bytes()
    maker.write(path.parent, "source,month", ("source=Vale Gazette", "source=Harbour Post"))
    check("the same bytes again", path.read_bytes() == before, True)
    return path


def test_selection(browser, maker, results):
    """A page of one source alone."""
    folder = maker.folder / "only"
    run(maker.slant, "report", results, "--only", "source=Vale Gazette", "-o", folder, "--quiet")
    with window(browser, folder / "report.html") as page:
        check("what was chosen is said", page.locator(".only").inner_text(), "source=Vale Gazette")
        check("sources listed", set(page.locator("#list .m > bdi:not(.d)").all_text_contents()), {"Vale Gazette"})


def check_without_script(browser, path, n_articles):
    with window(browser, path, script=False) as page:
        check("controls without script", page.locator("#controls").is_visible(), False)
        check("articles without script", page.locator("#list .t:visible").count(), n_articles)
        check("tables without script", page.locator("#groups table:visible").count(), 2)
        page.locator("#list summary").first.click()
        check("unfolded without script", page.locator("#list .p p").first.is_visible(), True)


def test_access(browser, path):
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            with window(browser, path, width, scheme) as page:
                check(f"pixels beyond {width}", overflow(page), 0)
                for i in range(3):
                    page.locator("#list summary").nth(i).click()
                check(f"pixels beyond {width}, unfolded", overflow(page), 0)
                check(f"axe-core, {width} px, {scheme}", grave_violations(page), [])


def test_large(browser, maker):
    text = "The council praised the brilliant harbour.\n\nThe mayor was accused of a scandal, {}.\n\nThe ferry leaves at nine."
    articles = [
        {"id": f"n{i}", "title": f"Article {i}", "source": SOURCES[i % 3], "date": f"2024-{1 + i % 12:02}-03", "text": text.format(i)}
        for i in range(1, MANY + 1)
    ]
    path = maker.page("large", articles, by="source,month,day")
    check("pages of detail", sorted(file.name for file in (path.parent / "report").iterdir()), [f"{i:04}.html" for i in range(1, 7)])
    with window(browser, path) as page:
        check("articles listed", page.locator("#list > li").count(), MANY)
        check("elements a row", page.locator("#list > li").first.locator("*").count() <= 13, True)
        page.select_option("#sort", "title")
        page.select_option("#direction", "down")
        check("the last title", titles(page)[0], f"Article {MANY}")
        page.locator("#list .t").nth(MANY - 234).click()
        page.wait_for_url("**/report/0003.html#a234")
        check("the article that was followed", page.locator("#a234 .t").inner_text(), "Article 234")
        check("its text", "accused of a scandal, 234" in page.locator("#a234").inner_text(), True)
        check("it is in sight", page.locator("#a234").evaluate("item => item.getBoundingClientRect().top < innerHeight"), True)
        check("axe-core on a page of detail", grave_violations(page), [])
        page.locator("a[rel=next]").first.click()
        page.wait_for_url("**/report/0004.html")
        page.locator("a[rel=prev]").first.click()
        page.wait_for_url("**/report/0003.html")
        page.locator("nav a").first.click()
        page.wait_for_url("**/report.html#articles")
    with window(browser, path, 360, "dark") as page:
        check("pixels beyond 360 of a long list", overflow(page), 0)
        check("axe-core on a long list", grave_violations(page), [])
    with window(browser, path.parent / "report" / "0001.html", 360) as page:
        check("pixels beyond 360 of a page of detail", overflow(page), 0)
    maker.page("large", articles[:20])
    check("pages of detail that are stale", (path.parent / "report").exists(), False)


def test_bare(browser, maker):
    """Without evidence, without sources and dates, without words, without articles."""
    articles = [{"id": article["id"], "text": article.get("text", "")} for article in maker.sample()[:5]] + [{"id": "wordless", "text": ""}]
    path = maker.page("bare", articles, "--no-evidence", by="month")
    with window(browser, path) as page:
        check("ids stand for titles", page.locator("#list .t").last.inner_text(), "wordless")
        check("why there are no texts", "made without evidence" in page.locator("#articles").inner_text(), True)
        page.locator("#list summary").first.click()
        check("rows without text", page.locator("#list .p:visible").count() > 0 and page.locator("#list .p p").count() == 0, True)
        page.locator("#list summary").last.click()
        check("no words", "This article has no text." in page.locator("#list > li").last.inner_text(), True)
        check("nothing over time", page.locator("#time").count(), 0)
        check("axe-core on a bare page", grave_violations(page), [])
    path = maker.page("empty", [], by="source")
    with window(browser, path, 360) as page:
        check("no article", "There is no article." in page.locator("#articles").inner_text(), True)
        check("axe-core on an empty page", grave_violations(page), [])


def own_results(folder):
    """Results with labels of one's own, as slant classify writes them."""
    folder.mkdir()
    labels, text = sorted(OWN_LABELS), "One word and another."
    rows, lines, articles = [], [], []
    for a in range(30):
        counts = [1 + (a + k) % 3 for k in range(len(labels))]
        n = 0
        for k, count in enumerate(counts):
            for _ in range(count):
                n += 1
                p = ",".join("0.6000" if i == k else "0.1000" for i in range(len(labels)))
                rows.append(f"a{a},{n},{labels[k]},0.6000,{p},,,table,{(n - 1) * 23},{(n - 1) * 23 + 21}")
                terms = [{"term": "word", "start": (n - 1) * 23 + 4, "end": (n - 1) * 23 + 8, "push": 0.5},
                         {"term": "One word", "start": (n - 1) * 23, "end": (n - 1) * 23 + 8, "push": 0.2}]
                lines.append(json.dumps({"article": f"a{a}", "paragraph": n, "label": labels[k], "text": text, "terms": terms}))
        shares = ",".join(f"{c},{c / n:.4f},{max(0, c / n - 0.1):.4f},{c / n + 0.1:.4f}" for c in counts)
        articles.append(f"a{a},Title {a},Press,2024-01-{1 + a:02},,,en,utf-8,,{n},{n},0,{shares},,,,,,")
    probabilities = ",".join(labels)
    columns = ",".join(f"n_{k},share_{k},share_{k}_low,share_{k}_high" for k in labels)
    rows.insert(0, f"article,paragraph,label,confidence,{probabilities},tone,flags,decided,start,end")
    articles.insert(0, "article,title,source,date,author,url,language,encoding,duplicate_of,paragraphs,scored,furniture," + columns +
                    ",tone,tone_low,tone_high,framing,peak_supportive,peak_critical")
    (folder / "paragraphs.csv").write_text("\n".join(rows) + "\n")
    (folder / "articles.csv").write_text("\n".join(articles) + "\n")
    (folder / "evidence.jsonl").write_text("\n".join(lines) + "\n")
    n_rows = len(rows) - 1
    run_json = {
        "slant": "1.0.0", "options": {}, "labels": {k: 1 for k in labels}, "flags": {},
        "counts": {"articles": 30, "paragraphs": n_rows, "scored": n_rows, "skipped_inputs": 0, "ignored_files": 0},
        "confusion": {j: [8.0 if j == k else 0.5 for k in labels] for j in labels},
        "model": {"labels": probabilities, "odd.entry": "7"},
    }
    (folder / "run.json").write_text(json.dumps(run_json))
    return folder


def test_own_labels(browser, maker):
    path = maker.write(own_results(maker.folder / "own"), "day")
    with window(browser, path) as page:
        check("no tone", page.locator("text=mean tone").count(), 0)
        check("shares over time", page.locator("#time svg.line").count(), len(OWN_LABELS))
        colours = page.locator(".card .lab").evaluate_all("all => all.map(one => getComputedStyle(one).color)")
        check("labels differ in colour", len(set(colours)), len(OWN_LABELS))
        check("no choice of framing", page.locator("#framing").count(), 0)
        page.locator("#list summary").first.click()
        check("terms that overlap are one mark", page.locator("#list .p mark").first.inner_text(), "One word")
        check("unknown entries of the card", page.locator("text=odd.entry").count(), 1)
    for scheme in ("light", "dark"):
        with window(browser, path, 360, scheme) as page:
            page.locator("#list summary").first.click()
            check("pixels beyond 360, labels of one's own", overflow(page), 0)
            check("axe-core, labels of one's own", grave_violations(page), [])


def main(slant, root):
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        maker = Maker(slant, pathlib.Path(root), pathlib.Path(folder))
        path = test_sample(browser, maker)
        test_access(browser, path)
        test_selection(browser, maker, path.parent)
        test_large(browser, maker)
        test_bare(browser, maker)
        test_own_labels(browser, maker)
    print("report.html passes")


if __name__ == "__main__":
    main(*sys.argv[1:])
