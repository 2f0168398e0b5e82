"""Extractors of articles from web pages, beside slant: one runs in a process of its own.

In: the name of an extractor, a file of paths of pages in UTF-8, one a line. Out: JSON: the seconds of the processor that
the pages took, without the start, and for each page its text, title and date.
"""

import json
import sys
import time


def trafilatura(**settings):
    import trafilatura as library

    def extract(page):
        found = library.bare_extraction(page, with_metadata=True, include_comments=False, **settings)
        found = found.as_dict() if hasattr(found, "as_dict") else found or {}
        return found.get("text"), found.get("title"), found.get("date")

    return extract


def readability():
    import lxml.html
    from readability import Document

    def extract(page):
        document = Document(page)
        return lxml.html.fromstring(document.summary()).text_content(), document.short_title(), None

    return extract


def newspaper():
    import newspaper as library

    def extract(page):
        article = library.Article("http://localhost/")
        article.download(input_html=page)
        article.parse()
        return article.text, article.title, str(article.publish_date or "")[:10]

    return extract


def justext():
    import justext as library

    words = frozenset().union(*(library.get_stoplist(name) for name in ("English", "German", "French", "Spanish", "Italian")))

    def extract(page):
        return "\n".join(p.text for p in library.justext(page, words) if not p.is_boilerplate), None, None

    return extract


def goose():
    from goose3 import Goose

    reader = Goose({"enable_image_fetching": False})

    def extract(page):
        article = reader.extract(raw_html=page)
        return article.cleaned_text, article.title, str(article.publish_date or "")[:10]

    return extract


EXTRACTORS = {
    "trafilatura": trafilatura,
    "trafilatura, precision": lambda: trafilatura(favor_precision=True),
    "trafilatura, fast": lambda: trafilatura(fast=True),
    "readability-lxml": readability,
    "newspaper4k": newspaper,
    "jusText": justext,
    "goose3": goose,
}


def main(name, list_path):
    extract = EXTRACTORS[name]()
    with open(list_path, encoding="utf-8") as lines:
        paths = lines.read().split("\n")
    results, seconds = {}, 0.0
    for path in filter(None, paths):
        with open(path, encoding="utf-8") as file:
            page = file.read()
        start = time.process_time()
        try:
            found = extract(page)
        except Exception as problem:  # whatever an extractor stumbles over, it found nothing
            print(f"{name}: {path}: {problem!r:.200}", file=sys.stderr)
            found = (None, None, None)
        seconds += time.process_time() - start
        results[path.rsplit("/", 1)[-1]] = [part or "" for part in found]
    json.dump({"seconds": seconds, "pages": results}, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
