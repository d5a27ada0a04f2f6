"""Vendors are found by their names: the file, its spider, its samples, and the addresses its sources own."""

import importlib
import json
import pkgutil
from urllib.parse import urlsplit

import pytest
from places import EXPECTED as expected_pages
from places import SAMPLES as sample_pages
from scrapy.utils.misc import walk_modules_iter
from scrapy.utils.spider import iter_spider_classes

import scrapers.source
from scrapers import vendors
from scrapers.offer import CURRENCIES, REGIONS
from scrapers.registry import sources
from scrapers.source import ALL
from scrapers.spider import PlanSpider

NAMES = [found.name for found in pkgutil.iter_modules(vendors.__path__)]
SAMPLES = sorted((sample_pages).glob("*/*/page.json"))
EXPECTED = sorted((expected_pages).glob("*/*.json"))


def _vendor(module: str) -> str:
    """The vendor of a module: no module can have a hyphen in its name."""
    return module.replace("_", "-")


@pytest.mark.parametrize("name", NAMES)
def test_a_vendor_file_holds_its_spider_and_its_sources(name: str) -> None:
    module = importlib.import_module(f"scrapers.vendors.{name}")
    spider = getattr(module, f"{name.title().replace('_', '')}Spider")
    assert issubclass(spider, PlanSpider)
    assert (spider.name, spider.sources) == (_vendor(name), module.SOURCES)
    assert {source.vendor for source in module.SOURCES} == {_vendor(name)}


def test_each_spider_is_found_once() -> None:
    spiders = [
        spider for module in walk_modules_iter("scrapers.vendors") for spider in iter_spider_classes(module)
    ]
    assert sorted(spider.name for spider in set(spiders)) == sorted(map(_vendor, NAMES))
    assert len({(spider.__module__, spider.__name__) for spider in spiders}) == len(NAMES)


def test_source_names_are_unique_and_begin_with_their_vendor() -> None:
    names = [source.name for source in sources()]
    assert len(set(names)) == len(names)
    assert not [source.name for source in sources() if not source.name.startswith(f"{source.vendor}-")]


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_source_is_complete(source: scrapers.source.Source) -> None:
    assert (type(source).__doc__ or "").strip()
    assert source.region in REGIONS
    assert source.currency in (None, *CURRENCIES)
    assert source.gives <= ALL
    assert source.owns(source.url)
    assert source.minimum >= 0
    for fetch in source.fetches():
        assert all(map(source.owns, (fetch.url, *fetch.instead))), fetch
        assert all(urlsplit(url).path for url in (fetch.url, *fetch.instead)), (
            "an archive keeps the whole address"
        )


def _urls() -> set[str]:
    fetched = {
        url for source in sources() for fetch in source.fetches() for url in (fetch.url, *fetch.instead)
    }
    sampled = {json.loads(path.read_text(encoding="utf-8"))["url"] for path in SAMPLES}
    captured = {json.loads(path.read_text(encoding="utf-8"))["url"] for path in EXPECTED}
    return fetched | sampled | captured


def test_an_address_has_one_owner() -> None:
    owners = {url: [source.name for source in sources() if source.owns(url)] for url in _urls()}
    assert not {url: names for url, names in owners.items() if len(names) > 1}


def test_every_sample_folder_is_of_a_vendor() -> None:
    assert {path.parent.parent.name for path in SAMPLES} <= set(map(_vendor, NAMES))
