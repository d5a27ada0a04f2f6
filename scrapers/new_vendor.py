"""A new vendor: its spider file and the skeleton of its first sample, which fails its test until a person wrote it."""

import json
import keyword
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import scrapers
from scrapers.archive.replay import SAMPLES
from scrapers.offer import CURRENCIES, REGIONS
from scrapers.refusals import UnknownSource
from scrapers.registry import owner, vendors

_CODE = '''"""{title}: TODO who sells what, in one sentence, and what is odd about it."""

from scrapers.reading.plan_table import PlanTable
from scrapers.source import Source
from scrapers.spider import PlanSpider


class {title}Plans(PlanTable):
    """TODO what the page shows, and in which words. Its tables are found by their labels, never by their place."""

    name = "{source}"
    vendor = "{vendor}"
    product = "{product}"
    region = "{region}"
    currency = "{currency}"
    url = "{url}"
    addresses = r"{addresses}"
    minimum = 1  # TODO how many prices a good read has at least
    proven = False  # TODO drop it when real bytes of the page were read


SOURCES: tuple[Source, ...] = ({title}Plans(),)


class {title}Spider(PlanSpider):
    """TODO which pages it reads, and why these."""

    name = "{vendor}"
    sources = SOURCES
'''
_BODY = """<!doctype html>
<html lang="{lang}"><head><meta charset="utf-8"><title>TODO: a stand-in in the words of {url}</title></head>
<body><table>
<tr><th>{corner}</th><th>{label}</th></tr>
<tr><td>TODO NAME</td><td>TODO PRICE</td></tr>
</table></body></html>
"""
_LABELS = {"CN": ("套餐", "价格", "zh-CN"), "INTL": ("Plan", "Price", "en")}


class BadVendor(Exception):
    """A vendor that cannot be made; the message says why and what to do."""


@dataclass(frozen=True)
class Newcomer:
    """What is known of a vendor before anybody read its pages."""

    vendor: str
    url: str
    product: str = "coding-plan"
    region: str = "CN"
    currency: str = "CNY"

    @property
    def source(self) -> str:
        return f"{self.vendor}-plans-{self.region.lower()}"


def make(newcomer: Newcomer) -> list[Path]:
    """Write the vendor's files into the source checkout and answer them; raises BadVendor before anything is written."""
    root = checkout()
    _check(newcomer)
    code = root / "scrapers" / "vendors" / f"{newcomer.vendor}.py"
    night = _last_night()
    sample = root / "scrapers" / "samples" / newcomer.vendor / f"{night[:10]}-plans-{newcomer.region.lower()}"
    corner, label, lang = _LABELS[newcomer.region]
    parts = urlsplit(newcomer.url)
    addresses = re.sub(r"\.mdx?$", "", f"{parts.netloc.lower()}{parts.path}".rstrip("/"))
    words = vars(newcomer) | {
        "title": newcomer.vendor.title(), "source": newcomer.source, "addresses": re.sub(r"([.+*?()\[\]])", r"\\\1", addresses),
        "corner": corner, "label": label, "lang": lang,
    }  # fmt: skip
    sample.mkdir(parents=True)
    code.write_text(_CODE.format(**words), encoding="utf-8")
    (sample / "body.html").write_text(_BODY.format(**words), encoding="utf-8")
    (sample / "page.json").write_text(json.dumps(_about(newcomer, night), indent=2) + "\n", encoding="utf-8")
    return [code, sample / "body.html", sample / "page.json"]


def checkout() -> Path:
    """The source checkout this program runs from; raises BadVendor where it runs from an installation."""
    root = Path(scrapers.__file__).resolve().parents[1]
    if not (root / "pyproject.toml").is_file() or not (root / "tests" / "conftest.py").is_file():
        raise BadVendor(
            f"{root} is no source checkout: a new vendor is a change of the program. Clone its repository, "
            "install it with `pip install -e '.[dev]'` and run this again there"
        )
    return root


def _check(newcomer: Newcomer) -> None:
    vendor, parts = newcomer.vendor, urlsplit(newcomer.url)
    if not re.fullmatch(r"[a-z][a-z0-9]{1,29}", vendor) or keyword.iskeyword(vendor):
        raise BadVendor(
            f"{vendor!r} is no vendor id: two to thirty small letters and digits, such as `xfyun`"
        )
    root = Path(scrapers.__file__).parent
    if (
        vendor in vendors()
        or (root / "vendors" / f"{vendor}.py").exists()
        or (root / "samples" / vendor).exists()
    ):
        raise BadVendor(f"{vendor} exists already: add a source to scrapers/vendors/{vendor} instead")
    if parts.scheme != "https" or "." not in parts.netloc or not re.fullmatch(r"[^\s\"'{}\\]+", newcomer.url):
        raise BadVendor(f"{newcomer.url!r} is no address of a page: it begins with https:// and a host")
    for what, value, known in (
        ("region", newcomer.region, REGIONS),
        ("currency", newcomer.currency, CURRENCIES),
    ):
        if value not in known:
            raise BadVendor(f"unknown {what} {value!r}; known are {', '.join(known)}")
    if not re.fullmatch(r"[a-z][a-z0-9-]*", newcomer.product):
        raise BadVendor(
            f"{newcomer.product!r} is no product: small letters, digits and dashes, such as coding-plan"
        )
    _refuse_owned(newcomer.url)


def _refuse_owned(url: str) -> None:
    try:
        source = owner(url)
    except UnknownSource:
        return
    raise BadVendor(f"{url} is read by {source.name} already")


def _last_night() -> str:
    """The last night of the sample pages: the new page joins it, and no other night changes."""
    times = [
        json.loads(path.read_text(encoding="utf-8"))["fetched_at"] for path in SAMPLES.glob("*/*/page.json")
    ]
    return str(max(time for listed in times for time in listed))


def _about(newcomer: Newcomer, night: str) -> dict[str, object]:
    return {
        "url": newcomer.url, "method": "GET", "click": None, "source": newcomer.source, "status": 200,
        "headers": {"content-type": "text/html; charset=utf-8"}, "fetched_at": [night], "rawness": "stand-in", "note": "",
    }  # fmt: skip
