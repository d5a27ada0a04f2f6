"""Whether an answer comes from where it was asked: the vendor's own site, its region and its language."""

import re
from urllib.parse import urlsplit

from scrapers.fetched import Fetched
from scrapers.fetching.safe_addresses import host, is_web_address, site
from scrapers.reading.not_a_price_page import refuse_address
from scrapers.refusals import NotAPricePage, Refused, Unfetched
from scrapers.registry import sources
from scrapers.source import Source

# The language that a path begins with: /zh-cn/plan, /en. Not /english, /zhipu.
_LANGUAGE = re.compile(r"/(zh|en|ja|ko|de|fr|es|pt|it|id|ru|ar|hi)(?:-[a-z]{2,4})?(?=/|$)", re.I)
_HOME = {"CN": "zh", "INTL": "en"}


def refuse_astray(source: Fetched, asked: str, got: str) -> None:
    """Raise a Refused where `got`, the address that answered, is not a place that `source` may be read from.

    Another site is "elsewhere", unless the address says that it is a login, queue or challenge; a page of the
    vendor's source for another region is "region"; the same page in another language is "language".
    """
    refusal = _astray(source, asked, got) if got and got != asked else None
    if refusal:
        raise refusal


def refuse_foreign(source: Fetched, named: str) -> None:
    """Raise Unfetched where an address that a page names is not one that `source` owns, nor on its own site."""
    if not is_web_address(named) or not (_same_site(source.url, named) or source.owns(named)):
        raise Unfetched("elsewhere", f"names an address that is not the vendor's: {named}")


def reader(source: Source, got: str) -> Source:
    """The source that reads what `got`, the address that answered `source`, holds.

    A page that has moved to the place of another page of the vendor is that page: it is never read under the
    product of the page that was asked for.
    """
    if source.owns(got):
        return source
    return next((each for each in _beside(source) if each.owns(got)), source)


def _beside(source: Fetched) -> list[Source]:
    """The sources of the same vendor for the same region."""
    return [each for each in sources() if each.vendor == source.vendor and each.region == source.region]


def _own(source: Fetched, got: str) -> bool:
    """Whether an address is one of the vendor's for this region: owned by a source, or on a host they are read from."""
    asked = [
        url for each in _beside(source) for fetch in each.fetches() for url in (fetch.url, *fetch.instead)
    ]
    return urlsplit(got).netloc.lower() in {urlsplit(url).netloc for url in asked} or any(
        each.owns(got) for each in _beside(source)
    )


def _astray(source: Fetched, asked: str, got: str) -> Refused | None:
    elsewhere = Unfetched("elsewhere", f"led to another site: {got}")
    if not is_web_address(got):
        return elsewhere
    refuse_address(asked, got)
    here, there = urlsplit(asked), urlsplit(got)
    other = next((each for each in sources() if each.vendor == source.vendor and each.owns(got)), None)
    if other and other.region != source.region and not source.owns(got):
        return NotAPricePage(f"led to {got}, which sells in {other.region}", "region")
    if not _same_site(asked, got) and not source.owns(got) and not _own(source, got):
        return elsewhere
    said, wanted = _language(there.path), _language(here.path) or _HOME.get(source.region)
    if said and said != wanted and said != _language(here.path):
        return NotAPricePage(f"led to a page in another language: {got}", "language")
    return None


def _same_site(asked: str, got: str) -> bool:
    return site(host(asked)) == site(host(got))


def _language(path: str) -> str | None:
    found = _LANGUAGE.match(path)
    return found[1].lower() if found else None
