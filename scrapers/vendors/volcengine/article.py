"""Articles of Volcengine's documentation: Markdown in MDContent, or the delta in Content, as one Document."""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.records.delta import delta_html
from scrapers.reading.records.json_objects import JsonObject
from scrapers.refusals import NotAPricePage, PageChanged, Truncated

_CODE = re.compile(r"/docs/(?:ark/)?([a-z][a-z0-9-]+?)(?:\.md)?(?:[?#]|$)")


@dataclass(frozen=True)
class Article:
    """An article and its DocumentCode, which says what it is about."""

    code: str
    document: Document


def article(page: Page) -> Article:
    """The article in an answer of getDocDetail, or in the Markdown or HTML of a page whose address names it.

    Raises NotAPricePage for a shell, Truncated for JSON that breaks off, PageChanged where nothing names the article.
    """
    if page.text.lstrip()[:1] == "{":
        answer = page.json()
        result = JsonObject(answer if isinstance(answer, dict) else {}, page.text).inner("Result")
        if not result.values:
            raise PageChanged(f"getDocDetail gave no Result: {page.text[:160]}")
        return Article(result.one("DocumentCode"), _document(result, page))
    named = _CODE.search(page.url)
    if not named:
        raise NotAPricePage("a documentation page without data: its text comes from getDocDetail", "shell")
    return Article(named[1], Document(page))


def article_named(url: str) -> str:
    """The number or code by which an address names an article."""
    parts = urlsplit(url)
    number = parse_qs(parts.query).get("DocumentID")
    return number[0] if number else re.sub(r"\.mdx?$", "", parts.path.rstrip("/").rsplit("/", 1)[-1])


def _document(result: JsonObject, page: Page) -> Document:
    markdown = result.values.get("MDContent")
    if isinstance(markdown, str) and markdown.strip():
        return _rendered(page, f"# {result.maybe('Title') or ''}\n\n{markdown}")
    try:
        delta = json.loads(result.one("Content"))
    except ValueError as error:
        raise Truncated(f"Content is not JSON: {error}") from None
    return _rendered(page, f"<body>{delta_html(delta)}</body>")


def _rendered(page: Page, text: str) -> Document:
    return Document(Page(url=page.url, body=text.encode(), seller=page.seller))
