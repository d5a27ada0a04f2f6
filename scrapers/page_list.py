"""Indexes: a vendor's own lists of its pages (llms.txt, sitemaps, lists of articles), watched for plans nobody reads yet."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urljoin, urlsplit

from scrapers.fetched import Fetch, Fetched
from scrapers.page import Page
from scrapers.reading.not_a_price_page import refuse
from scrapers.refusals import NotAPricePage, PageChanged
from scrapers.vocabulary.words import squash

PLANS = r"\b(?:coding|token|agent|m)[-_ ]?plans?\b|套餐"
_LINK = re.compile(r"\[([^\]\n]{1,500})\]\((https?://[^\s)]{1,2000})\)")
_LOC = re.compile(r"<loc>\s*+(?:<!\[CDATA\[\s*+)?([^<\s\]]{1,2000})", re.I)
_MOST = 500  # pages of plans in one list
_MAPS = 20  # sitemaps of a sitemap that are looked at


@dataclass(frozen=True)
class Listed:
    """One page that an index lists; `title` and `code`, the vendor's own word for it, are empty where it has none."""

    url: str
    title: str
    code: str = ""

    @property
    def key(self) -> str:
        """Its address as it is told apart: without scheme, www, .md, query and a last slash."""
        parts = urlsplit(self.url)
        return parts.netloc.lower().removeprefix("www.") + re.sub(r"\.mdx?$", "", parts.path.rstrip("/"))


class PageList(Fetched):
    """One list of a vendor's pages. It is fetched with the vendor's sources, and never says a price."""

    words: ClassVar[str] = PLANS  # what the address or the title of a plan's page says
    article: ClassVar[str] = ""  # the address of an article, where the list has only its number

    def owns(self, url: str) -> bool:
        return url == self.url

    def follow(self, page: Page) -> Iterable[Fetch]:
        """The sitemaps that a sitemap names."""
        if "<sitemapindex" not in page.text[:2000]:
            return []
        return [Fetch(url) for url in _LOC.findall(page.text) if _site(url) == _site(self.url)][:_MAPS]

    def listed(self, page: Page) -> list[Listed]:
        """The pages it lists, each once. Raises a Refused where this is no list."""
        refuse(page)
        if "<sitemapindex" in page.text[:2000]:
            return []
        found = {one.key: one for one in self._listed(page)}
        if not found:
            raise NotAPricePage("lists no page")
        return list(found.values())

    def plans(self, page: Page) -> list[Listed]:
        """Those of its pages whose address or title speaks of a plan; PageChanged where they are too many to be."""
        words = re.compile(self.words, re.I)
        found = [one for one in self.listed(page) if any(map(words.search, (one.key, one.title, one.code)))]
        if len(found) > _MOST:
            raise PageChanged(f"{len(found):,} pages about plans in one list")
        return found

    def same(self, one: Listed, url: str) -> bool:
        """Whether a page it lists is the one at this address, which a source reads."""
        return one.key == Listed(url, "").key

    def _listed(self, page: Page) -> Iterator[Listed]:
        text = page.text.lstrip("\ufeff \r\n\t")
        if re.match(r"\[?\s*[{]", text):
            yield from (self._article(row) for row in _articles(page.json()))
        elif text[:1] == "<":
            yield from (Listed(url, "") for url in _LOC.findall(text))
        else:
            yield from (Listed(urljoin(page.url, url), squash(title)) for title, url in _LINK.findall(text))

    def _article(self, row: Mapping[str, Any]) -> Listed:
        address = self.article.format(row["DocumentID"])
        return Listed(address, squash(str(row["Title"])), str(row.get("DocumentCode") or ""))


def _articles(value: Any) -> Iterator[Mapping[str, Any]]:
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            if "DocumentID" in value and "Title" in value:
                yield value
            waiting += [inner for inner in value.values() if isinstance(inner, list | dict)]


def _site(url: str) -> str:
    return urlsplit(url).netloc.lower().removeprefix("www.")
