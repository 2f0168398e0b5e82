"""Pages in Chromium, for the tests of pages: a window whose complaints are kept, and axe-core.

What is missing here (Playwright, axe-core, Chromium) ends the program with 77, which ctest takes for skipped.
"""

import contextlib
import os
import pathlib
import sys

SKIPPED = 77
CHROMIUM = "/usr/bin/chromium"

try:
    import axe_playwright_python
    from playwright.sync_api import sync_playwright
except ImportError as missing:
    print(f"skipped: {missing}")
    sys.exit(SKIPPED)
if not os.path.exists(CHROMIUM):
    print(f"skipped: no {CHROMIUM} here")
    sys.exit(SKIPPED)

AXE = (pathlib.Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
WIDTHS = {360: 740, 1600: 1000}
GRAVE = ("serious", "critical")


def check(what, found, expected):
    if found != expected:
        raise AssertionError(f"{what}: found {found!r}, expected {expected!r}")


@contextlib.contextmanager
def chromium():
    """A browser without a window."""
    with sync_playwright() as playwright:
        # Chromium's sandbox does not start for root
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@contextlib.contextmanager
def window(browser, path, width=1600, scheme="light", script=True):
    """The page at `path`. In the end it must not have complained, asked the network or opened a dialog."""
    problems = []
    context = browser.new_context(viewport={"width": width, "height": WIDTHS[width]}, color_scheme=scheme, java_script_enabled=script)
    page = context.new_page()
    page.on("console", lambda line: problems.append(f"console: {line.text}"))
    page.on("pageerror", lambda error: problems.append(f"error: {error}"))
    page.on("request", lambda request: problems.append(f"request: {request.url}") if not request.url.startswith("file:") else None)
    page.on("dialog", lambda dialog: (problems.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.goto(path.as_uri())
    yield page
    check(f"complaints of {path.name}", problems, [])
    context.close()


def wait(page, expression):
    """Until `expression` is true. Playwright's own wait_for_function asks the page to evaluate text, which its policy refuses."""
    for _ in range(200):
        if page.evaluate(expression):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"not within 5 s: {expression}")


def overflow(page):
    """Pixels by which the page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def grave_violations(page):
    """What axe-core calls serious or critical: rules with the first element that breaks each."""
    # axe-core takes elements that are not rendered yet for lying upon others
    page.evaluate("document.querySelectorAll('.a, .r').forEach(item => { item.style.contentVisibility = 'visible' })")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")["violations"]
    return [(rule["id"], rule["nodes"][0]["html"][:200], rule["nodes"][0]["failureSummary"]) for rule in found if rule["impact"] in GRAVE]
