"""Which sources there are, and which one reads an address."""

import importlib
import pkgutil
from functools import cache
from itertools import groupby
from operator import attrgetter
from types import ModuleType

from scrapers.fetched import Fetched
from scrapers.own.modules import Fault, own_modules, vendor_of
from scrapers.page_list import PageList
from scrapers.refusals import UnknownSource
from scrapers.settings import SPIDER_MODULES
from scrapers.source import Source


@cache
def sources() -> tuple[Source, ...]:
    """Every source, vendor by vendor, each vendor's in its order of trust; those that a user declared come last."""
    return (*_shipped(), *(source for each in own_sources().values() for source in each))


@cache
def indexes() -> tuple[PageList, ...]:
    """Every list of pages that is watched for unknown plans, vendor by vendor."""
    modules = (*spider_modules(), *_own()[0])
    return tuple(index for module in modules for index in getattr(module, "INDEXES", ()))


@cache
def spider_modules() -> tuple[ModuleType, ...]:
    """One module a vendor, found by name: the vendors import what is here, and nothing imports them."""
    folders = [importlib.import_module(name) for name in SPIDER_MODULES]
    names = [each.name for it in folders for each in pkgutil.iter_modules(it.__path__, f"{it.__name__}.")]
    return tuple(importlib.import_module(name) for name in names)


def own_sources() -> dict[str, tuple[Source, ...]]:
    """The sources that a user declared, by vendor."""
    return {vendor_of(module.__name__): module.SOURCES for module in _own()[0]}


def faults() -> tuple[Fault, ...]:
    """The vendors that a user declared and that cannot be used, each with why."""
    return tuple(_own()[1])


@cache
def _shipped() -> tuple[Source, ...]:
    return tuple(source for module in spider_modules() for source in module.SOURCES)


@cache
def _own() -> tuple[list[ModuleType], list[Fault]]:
    return own_modules(_shipped())


def vendors() -> list[str]:
    """The vendors there are spiders for, by name."""
    return sorted(_by_vendor())


@cache
def _by_vendor() -> dict[str, tuple[Source, ...]]:
    vendor = attrgetter("vendor")
    return {name: tuple(theirs) for name, theirs in groupby(sorted(sources(), key=vendor), key=vendor)}


@cache
def _by_name() -> dict[str, Fetched]:
    return {source.name: source for source in reversed((*sources(), *indexes()))}


def of_vendor(vendor: str) -> tuple[Source, ...]:
    """The sources of one vendor in their order of trust; raises UnknownSource for an unknown vendor."""
    found = _by_vendor().get(vendor, ())
    if not found:
        for fault in faults():
            if fault.vendor == vendor:
                raise UnknownSource(str(fault))
        known = ", ".join(sorted({source.vendor for source in sources()}))
        raise UnknownSource(f"unknown vendor {vendor!r}; known are {known}")
    return found


def named(name: str) -> Fetched:
    """The source or index with this name."""
    try:
        return _by_name()[name]
    except KeyError:
        raise UnknownSource(f"no source is named {name!r}") from None


def owner(url: str) -> Source:
    """The source that reads the page at this address; raises UnknownSource where none does."""
    try:
        found = next((source for source in sources() if source.owns(url)), None)
    except ValueError as error:
        raise UnknownSource(f"{url!r} is no address: {error}") from None
    if found is None:
        out = "".join(f"; {fault}" for fault in faults())
        raise UnknownSource(f"no source reads {url!r}; known addresses are in docs/vendors.md{out}")
    return found
