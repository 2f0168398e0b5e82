"""The coding page in Chromium: from the sample to a retrained model, by keyboard alone.

Opens the page that slant review makes of the sample, codes paragraphs by keyboard, undoes, reloads, downloads the CSV, loads it again, and
hands it to slant train --add. Holds the page to axe-core in light and dark, at 360 and 1600 px, and looks at what a page must not do: ask
the network, run an article's markup, lose progress without saying so.

In: the program, the root of the source tree; --screenshots DIR keeps pictures. Out: what failed; exit 77 where Chromium, Playwright or
axe-core is missing.
"""

import argparse
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

from browser import WIDTHS, check, chromium, grave_violations, overflow

EVIL = "</title></script><script>window.harmed = true</script><!-- <img src=x onerror='window.harmed = true'>"


def run(slant, *arguments):
    done = subprocess.run([slant, *map(str, arguments)], capture_output=True, text=True, check=False)
    check(f"slant {arguments[0]} exits ({done.stderr})", done.returncode, 0)
    return done.stdout


class Page:
    """The page in a window of its own, and what it asked for or complained of."""

    def __init__(self, context, path):
        self.requests, self.problems = [], []
        self.page = context.new_page()
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))
        self.page.on("console", lambda line: self.problems.append(line.text) if line.type == "error" else None)
        self.page.goto(path.as_uri())

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def text(self, selector):
        return self.page.inner_text(selector)

    def progress(self):
        return self.text("#count")

    def axe(self, where):
        """axe-core's findings that are serious or critical."""
        check(f"axe-core, {where}", grave_violations(self.page), [])

    def shot(self, folder, name):
        if folder:
            self.page.screenshot(path=os.path.join(folder, name + ".png"))

    def download(self, press):
        with self.page.expect_download() as waiting:
            press()
        return waiting.value

    def end(self):
        check("errors on the page", self.problems, [])
        outside = [url for url in self.requests if not url.startswith(("file:", "blob:", "data:"))]
        check("requests to the network", outside, [])
        self.page.close()


def focused(page):
    return page.page.evaluate("document.activeElement.id || document.activeElement.textContent")


def tab_to(page, name, most=40):
    for _ in range(most):
        page.press("Tab")
        if focused(page) == name:
            return
    raise AssertionError(f"Tab does not reach {name}")


def code_by_keyboard(context, folder, downloaded):
    """Ten labels, one of them undone and given again, a note, a reload, a download: no mouse."""
    page = Page(context, folder / "coding.html")
    check("progress at first", page.progress(), "0 of 20 coded")
    page.press(*"s2e1c3")
    check("progress", page.progress(), "6 of 20 coded")
    check("focus follows", focused(page), "place")
    page.press("u")
    check("undone", page.progress(), "5 of 20 coded")
    check("back where it was", page.text("#place"), "Paragraph 6 of 20")
    page.press("s", "k")
    check("said which label", page.page.get_attribute(".labels button >> nth=0", "aria-pressed"), "true")
    page.press("n")
    page.page.keyboard.type("=hard, \"so\" s2")
    page.press("Escape", "ArrowRight", *"cec")
    page.page.reload()
    check("progress is kept", page.progress(), "9 of 20 coded")
    check("place is kept", page.text("#place"), "Paragraph 10 of 20")
    page.press("3")
    check("ten", page.progress(), "10 of 20 coded")
    page.press("?")
    check("help", page.page.evaluate("document.getElementById('help').open"), True)
    page.press("Escape")
    tab_to(page, "download")
    page.press("Enter")
    page.page.keyboard.type("Ann-Lise")
    file = page.download(lambda: page.press("Enter"))
    check("name of the file", file.suggested_filename, "coded-ann-lise.csv")
    file.save_as(downloaded)
    page.end()


def check_csv(folder, downloaded):
    """The columns of coding.csv and the coder; the same rows; labels where they were given."""
    with open(folder / "coding.csv", encoding="utf-8", newline="") as file:
        offered = list(csv.reader(file))
    with open(downloaded, encoding="utf-8", newline="") as file:
        coded = list(csv.reader(file))
    check("columns", coded[0], offered[0] + ["coder"])
    for before, after in zip(offered[1:], coded[1:], strict=True):
        check("a row", after[:4] + after[6:8], before[:4] + before[6:])
    labels = [row[4] for row in coded[1:11]]
    check("labels", labels, "supportive critical neutral supportive critical supportive critical neutral critical neutral".split())
    check("labels not given", {row[4] for row in coded[11:]}, {""})
    check("the note is guarded", coded[6][5], "'=hard, \"so\" s2")
    check("coder", {row[8] for row in coded[1:11]}, {"Ann-Lise"})


def resume(browser, folder, downloaded):
    """Another browser takes the file up, finishes, and says so."""
    context = browser.new_context()
    page = Page(context, folder / "coding.html")
    page.page.set_input_files("#file", downloaded)
    page.page.wait_for_selector(".notice:not([hidden])")
    check("loaded", page.text(".notice"), "10 labels are loaded.")
    check("progress", page.progress(), "10 of 20 coded")
    page.press(*"1111111111")
    check("all", page.text("#finish-title"), "All 20 paragraphs are coded")
    check("counts", page.text("#finish tbody").split(), ["supportive", "13", "critical", "4", "neutral", "3"])
    page.axe("finish")
    page.press("?")
    tab_to(page, "start-over")
    page.press("Enter")
    check("asks", page.text("#start-over"), "Forget all 20 labels here?")
    page.press("Enter")
    check("forgotten", page.progress(), "0 of 20 coded")
    context.close()


def check_accessibility(browser, folder, screenshots):
    for scheme in ("light", "dark"):
        for width, height in WIDTHS.items():
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page, where = Page(context, folder / "coding.html"), f"{scheme}-{width}"
            page.press("s", "k")
            page.axe(where)
            page.shot(screenshots, f"coding-{where}")
            check(f"scrolls sideways by, {where}", overflow(page.page), 0)
            page.press("?")
            page.axe(where + ", help")
            page.shot(screenshots, f"help-{where}")
            page.press("Escape", "j", *"s" * 19)
            page.shot(screenshots, f"finish-{where}")
            page.end()
            context.close()


def check_harmless(slant, browser, folder):
    """Titles, texts and ids that would be markup or formulas; no storage; no script."""
    articles = folder / "evil.jsonl"
    texts = [f"{EVIL} The mayor praised the harbour number {i} and welcomed the plan." for i in range(3)]
    articles.write_text(json.dumps({"id": "=cmd" + EVIL, "title": EVIL, "paragraphs": texts}) + "\n", encoding="utf-8")
    run(slant, "classify", articles, "-o", folder / "evil-results", "-q")
    run(slant, "review", folder / "evil-results", "-o", folder / "evil", "--context", "--spreadsheet", "-q")
    context = browser.new_context(accept_downloads=True)
    page = Page(context, folder / "evil" / "coding.html")
    page.press("s", "?")
    page.page.fill("#coder-again", "=1+1")
    page.press("Escape")
    file = page.download(lambda: page.page.click("#download"))
    with open(file.path(), encoding="utf-8-sig", newline="") as lines:
        rows = {row["coder"]: row["article"] for row in csv.DictReader(lines)}
    check("guarded", rows["'=1+1"], "'=cmd" + EVIL)
    page.page.set_input_files("#file", file.path())
    page.page.wait_for_selector(".notice:not([hidden])")
    check("loaded", page.text(".notice"), "1 label is loaded.")
    page.press("k", "k", "k")
    check("harm", page.page.evaluate("window.harmed"), None)
    check("title is text", page.page.text_content(".article"), "Article: " + EVIL)
    page.end()
    context.close()
    context = browser.new_context()
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('none'); } })")
    page = Page(context, folder / "evil" / "coding.html")
    check("told", page.text(".notice"), "This browser does not keep your progress: download the CSV before you close the page.")
    page.press("s")
    check("works all the same", page.progress().split()[0], "1")
    page.end()
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = Page(context, folder / "evil" / "coding.html")
    check("without script", "coding.csv" in page.text("body"), True)
    context.close()


def check_model_shown(slant, browser, folder):
    """Blind unless asked for, and then only after the choice."""
    plain = (folder / "coding" / "coding.html").read_text(encoding="utf-8")
    check("the model in a blind page", '"confidence"' in plain, False)
    run(slant, "review", folder / "results", "-o", folder / "shown", "--show-model", "--items", "3", "-q")
    context = browser.new_context()
    page = Page(context, folder / "shown" / "coding.html")
    check("before", page.page.is_visible("#model"), False)
    page.press("s")
    check("after", page.text("#model").startswith("The model says "), True)
    check("stays", page.text("#place"), "Paragraph 1 of 3, coded")
    page.press("Enter", "s", "Enter", "s", "Enter")
    check("finish", page.page.is_visible("#finish"), True)
    page.end()
    context.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("slant")
    parser.add_argument("root", type=pathlib.Path)
    parser.add_argument("--screenshots")
    options = parser.parse_args()
    sample, labels = options.root / "datasets" / "sample", options.root / "datasets" / "sample-labels.csv"
    top = pathlib.Path(tempfile.mkdtemp()).resolve()
    try:
        run(options.slant, "classify", sample, "-o", top / "results", "-q")
        run(options.slant, "review", top / "results", "-o", top / "coding", "--items", "20", "--context", "-q")
        with chromium() as browser:
            context = browser.new_context(accept_downloads=True)
            code_by_keyboard(context, top / "coding", top / "coded.csv")
            context.close()
            check_csv(top / "coding", top / "coded.csv")
            resume(browser, top / "coding", top / "coded.csv")
            check_accessibility(browser, top / "coding", options.screenshots)
            check_harmless(options.slant, browser, top)
            check_model_shown(options.slant, browser, top)
        report = run(options.slant, "train", labels, top / "coding" / "articles.jsonl", "--add", top / "coded.csv", "-o", top / "m", "-q")
        check("rows taken", "10  rows taken" in report, True)
    except AssertionError as problem:
        print(problem)
        return 1
    finally:
        shutil.rmtree(top)
    print("coded, downloaded, retrained")
    return 0


if __name__ == "__main__":
    sys.exit(main())
