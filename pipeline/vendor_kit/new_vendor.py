"""A new vendor from a saved page: its source on the reader that the page is for, its spider, and its first sample."""

import json
import keyword
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pipeline.vendor_kit.known_tiers import known_tiers
from pipeline.vendor_kit.page_shapes import Shape, shape_of
from pipeline.vendor_kit.stand_ins import stand_in
from pipeline.vendor_kit.vendor_templates import BODY, INIT, SOURCE, SPIDER, SPIDER_IMPORT, declarations
from scrapers.archive.replay import SAMPLES
from scrapers.offer import CURRENCIES, REGIONS
from scrapers.own.modules import PACKAGE
from scrapers.page import Page
from scrapers.refusals import UnknownSource
from scrapers.registry import owner, vendors
from scrapers.vocabulary.brands import BRANDS

REVIEW = "offers.review.json"  # renamed to offers.json by the person who checked it


class BadVendor(Exception):
    """A vendor that cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class NewVendor:
    """What is known of a vendor before anybody wrote a word of it."""

    vendor: str
    url: str
    product: str = "coding-plan"
    region: str = "CN"
    currency: str = "CNY"

    @property
    def source(self) -> str:
        return f"{self.vendor}-plans-{self.region.lower()}"

    @property
    def folder(self) -> str:
        return self.vendor.replace("-", "_")

    @property
    def about(self) -> dict[str, Any]:
        return {"name": self.source, "minimum": 1, **vars(self)}


@dataclass(frozen=True)
class Room:
    """Where vendors' files go: into the program's own source checkout, or a user's folder of vendors."""

    vendors: Path  # a folder for each vendor
    samples: Path  # a folder for each page of this vendor
    package: str
    own: bool

    @classmethod
    def of_checkout(cls, root: Path, vendor: str) -> "Room":
        """The rooms of the program's vendors in a source checkout."""
        scrapers = root / "scrapers"
        return cls(scrapers / "vendors", scrapers / "samples" / vendor, "scrapers.vendors", own=False)

    @classmethod
    def of_user(cls, folder: Path, vendor: str) -> "Room":
        """A user's folder, in which a vendor's samples stand beside its sources."""
        return cls(folder, folder / vendor.replace("-", "_") / "samples", PACKAGE, own=True)

    @property
    def words(self) -> Mapping[str, str]:
        """What a vendor's module says according to where it stands: a user's has no spider of its own."""
        return {"package": self.package, "imports": "" if self.own else SPIDER_IMPORT}


@dataclass(frozen=True)
class Made:
    """The files that were written, and the shape that was found; `message` is what a person should know of it."""

    files: list[Path]
    message: str


def make(new: NewVendor, body: bytes, room: Room) -> Made:
    """Write a vendor's files; raises BadVendor before anything is written."""
    _check(new, room)
    page = Page(url=new.url, body=body)
    shape = shape_of(page, new.about)
    code, night = room.vendors / new.folder, _last_night()
    sample = room.samples / f"{night[:10]}-plans-{new.region.lower()}"
    words = {**_words(new, shape), **room.words}
    text, ending = stand_in(shape, page)
    if ending == "html":
        text = BODY.format(lang="zh-CN" if new.region == "CN" else "en", url=new.url, body=text)
    files = {
        code / "__init__.py": INIT.format(**words, spider="" if room.own else SPIDER.format(**words)),
        code / "plans.py": SOURCE.format(**words),
        sample / f"body.{ending}": text,
        sample / "page.json": json.dumps(_about(new, night, ending), indent=2) + "\n",
    }
    if room.own:
        offers = [offer.to_json() for offer in shape.stated.offers]
        files[sample / REVIEW] = json.dumps(offers, ensure_ascii=False, indent=1) + "\n"
    for path, said in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(said, encoding="utf-8")
    return Made(list(files), _message(shape))


def _message(shape: Shape) -> str:
    read = f"{shape.reader.__name__}: {shape.priced} prices read"
    unread = "; ".join(f"{one.name!r} could not be read: {one.message}" for one in shape.stated.unread)
    return f"{read}; {shape.refused or unread}" if shape.refused or unread else read


def _words(new: NewVendor, shape: Shape) -> Mapping[str, str]:
    parts = urlsplit(new.url)
    address = re.sub(r"\.mdx?$", "", f"{parts.netloc.lower()}{parts.path}".rstrip("/"))
    www = "(?:www\\.)?" if address.startswith("www.") else ""
    tiers = known_tiers(shape.stated.offers)
    declared = {**shape.declared, **({"tiers": tiers} if tiers else {})}
    return {
        **vars(new),
        "title": new.vendor.title().replace("-", ""),
        "folder": new.folder,
        "brand": BRANDS[new.vendor].en if new.vendor in BRANDS else new.vendor.title(),
        "source": new.source,
        "addresses": www + re.sub(r"([.+*?()\[\]])", r"\\\1", address.removeprefix("www.")),
        "module": shape.reader.__module__,
        "reader": shape.reader.__name__,
        "minimum": str(max(1, shape.priced)),
        "declared": declarations(declared),
    }


def _check(new: NewVendor, room: Room) -> None:
    vendor, parts = new.vendor, urlsplit(new.url)
    if not re.fullmatch(r"(?=.{2,30}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*", vendor) or keyword.iskeyword(vendor):
        raise BadVendor(
            f"{vendor!r} is no vendor id: two to thirty small letters, digits and dashes, such as `xfyun`"
        )
    code = room.vendors / new.folder
    if vendor in vendors() or code.exists() or room.samples.exists():
        taken = room.own and not code.exists()
        instead = (
            "the program reads it; give yours another id" if taken else f"add a source to {code} instead"
        )
        raise BadVendor(f"{vendor} exists already: {instead}")
    if parts.scheme != "https" or "." not in parts.netloc or not re.fullmatch(r"[^\s\"'{}\\]+", new.url):
        raise BadVendor(f"{new.url!r} is no address of a page: it begins with https:// and a host")
    _check_words(new)
    try:
        raise BadVendor(f"{new.url} is read by {owner(new.url).name} already")
    except UnknownSource:
        return


def _check_words(new: NewVendor) -> None:
    for what, value, known in (("region", new.region, REGIONS), ("currency", new.currency, CURRENCIES)):
        if value not in known:
            raise BadVendor(f"unknown {what} {value!r}; known are {', '.join(known)}")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", new.product):
        raise BadVendor(
            f"{new.product!r} is no product: small letters, digits and dashes, such as coding-plan"
        )


def _last_night() -> str:
    """The last night of the sample pages: the new page joins it, and no other night changes."""
    times = [
        json.loads(path.read_text(encoding="utf-8"))["fetched_at"] for path in SAMPLES.glob("*/*/page.json")
    ]
    return str(max(time for listed in times for time in listed))


def _about(new: NewVendor, night: str, ending: str) -> dict[str, object]:
    media = {"html": "text/html", "json": "application/json", "js": "text/javascript"}[ending]
    return {
        "url": new.url,
        "method": "GET",
        "click": None,
        "source": new.source,
        "status": 200,
        "headers": {"content-type": f"{media}; charset=utf-8"},
        "fetched_at": [night],
        "rawness": "stand-in",
        "note": "",
    }
