"""Whether an answer comes from where it was asked: the vendor's own site, its region and its language."""

import re
from urllib.parse import urlsplit

from scrapers.detect import refuse_address
from scrapers.refused import NotAPricePage, Refused, Unfetched
from scrapers.registry import sources
from scrapers.source import Source

_SHARED = re.compile(r"^(?:com|co|net|org|gov|edu|ac)$")
_LANGUAGE = re.compile(r"/(zh|en|ja|ko|de|fr|es|pt|it|id|ru|ar|hi)(?:-[a-z]{2,4})?(?=/|$)", re.I)
_HOME = {"CN": "zh", "INTL": "en"}


def site(host: str) -> str:
    """The part of a host name that is registered: `example.com` of `www.example.com`."""
    labels = host.lower().split(":")[0].rstrip(".").split(".")
    own = 3 if len(labels) > 2 and _SHARED.match(labels[-2]) and len(labels[-1]) == 2 else 2
    return ".".join(labels[-own:])


def refuse_astray(source: Source, asked: str, got: str) -> None:
    """Raise a Refused where `got`, the address that answered, is not a place that `source` may be read from.

    Another site is "elsewhere", unless the address says that it is a login, queue or challenge; a page of the
    vendor's source for another region is "region"; the same page in another language is "language".
    """
    refusal = _astray(source, asked, got) if got and got != asked else None
    if refusal:
        raise refusal


def reader(source: Source, got: str) -> Source:
    """The source that reads what `got`, the address that answered `source`, holds.

    A page that has moved to the place of another page of the vendor is that page: it is never read under the
    product of the page that was asked for.
    """
    if source.owns(got):
        return source
    return next((each for each in _beside(source) if each.owns(got)), source)


def _beside(source: Source) -> list[Source]:
    """The sources of the same vendor for the same region."""
    return [each for each in sources() if each.vendor == source.vendor and each.region == source.region]


def _own(source: Source, got: str) -> bool:
    """Whether an address is one of the vendor's for this region: owned by a source, or on a host they are read from."""
    asked = [
        url for each in _beside(source) for fetch in each.fetches() for url in (fetch.url, *fetch.instead)
    ]
    return urlsplit(got).netloc.lower() in {urlsplit(url).netloc for url in asked} or any(
        each.owns(got) for each in _beside(source)
    )


def _astray(source: Source, asked: str, got: str) -> Refused | None:
    refuse_address(asked, got)
    here, there = urlsplit(asked), urlsplit(got)
    other = next((each for each in sources() if each.vendor == source.vendor and each.owns(got)), None)
    if other and other.region != source.region and not source.owns(got):
        return NotAPricePage(f"led to {got}, which sells in {other.region}", "region")
    if site(here.netloc) != site(there.netloc) and not source.owns(got) and not _own(source, got):
        return Unfetched("elsewhere", f"led to another site: {got}")
    said, wanted = _language(there.path), _language(here.path) or _HOME.get(source.region)
    if said and said != wanted and said != _language(here.path):
        return NotAPricePage(f"led to a page in another language: {got}", "language")
    return None


def _language(path: str) -> str | None:
    found = _LANGUAGE.match(path)
    return found[1].lower() if found else None
