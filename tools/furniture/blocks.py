"""Blocks of a web page's text, each with where it stands: a quick cut for training data, not slant's reading of web pages.

In: the bytes of an HTML page. Out: a list of (text, tag, whether it stands in a navigation element).
"""
import sys

from lxml import html

BLOCK = set(
    "p div li ul ol dl dt dd h1 h2 h3 h4 h5 h6 section article header footer nav aside form fieldset table tr td th tbody thead "
    "tfoot figure figcaption blockquote pre main body address button label details summary hr br legend".split()
)
SKIPPED = set("script style head template svg math iframe object noscript select option textarea".split())
APART = {"nav", "footer", "aside", "form", "button", "label", "header"}


def blocks_of(page):
    try:
        page.decode("utf-8")
        parser = html.HTMLParser(encoding="utf-8")
    except UnicodeDecodeError:
        parser = html.HTMLParser()
    root = html.document_fromstring(page, parser=parser)
    found, pieces, stack = [], [], []

    def close():
        text = " ".join("".join(pieces).split())
        pieces.clear()
        if text:
            found.append((text, stack[-1] if stack else "", bool(APART & set(stack))))

    def walk(element):
        tag = element.tag.lower() if isinstance(element.tag, str) else None
        if tag is not None and tag not in SKIPPED:
            is_block = tag in BLOCK
            if is_block:
                close()
            stack.append(tag)
            pieces.append(element.text or "")
            for child in element:
                walk(child)
            if is_block:
                close()
            stack.pop()
        pieces.append(element.tail or "")

    sys.setrecursionlimit(5000)
    walk(root)
    close()
    return found, (root.get("lang") or "")[:2].lower()
