"""The modules of a user's own vendors: each is checked, and one that cannot be used costs itself, by file and line."""

import importlib
import os
import re
import traceback
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType

from scrapers.offer import REGIONS
from scrapers.page_list import PageList
from scrapers.processes.trial import Overrun, attempt
from scrapers.source import Source

VARIABLE = "CODINGPLANS_VENDORS"
PACKAGE = "scrapers.own.vendors"
_VENDOR = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LENGTH = 200  # characters of an error's own words


@dataclass(frozen=True)
class Fault:
    """A user's vendor that is left out; `message` names the file, where it is known the line, and what is wrong."""

    vendor: str
    message: str

    def __str__(self) -> str:
        return f"{self.message}; {self.vendor} is left out"


class Unusable(Exception):
    """A vendor's module that is no vendor; the message says what it lacks."""


def folder() -> Path | None:
    """The folder of the user's own vendors, None where none is configured."""
    named = os.environ.get(VARIABLE)
    return Path(named).absolute() if named else None


def own_modules(taken: Collection[Source]) -> tuple[list[ModuleType], list[Fault]]:
    """The usable modules of the folder, by name, and a Fault for each other; `taken` are the program's own sources."""
    place = folder()
    if place is None:
        return [], []
    if not place.is_dir():
        return [], [Fault("vendors", f"{place}: no such folder; `codingplans new --mine` makes it")]
    modules: list[ModuleType] = []
    faults: list[Fault] = []
    sources = list(taken)
    for path in _paths(place):
        try:
            attempt(partial(_module, path, sources), place)
            module = _module(path, sources)
        except (Exception, SystemExit) as error:
            faults.append(Fault(vendor_of(path.stem), _where(error, path)))
        else:
            modules.append(module)
            sources += module.SOURCES
    return modules, faults


def vendors_in(place: Path) -> set[str]:
    """The vendors that a folder declares, also those that cannot be used; none where there is no folder."""
    return {vendor_of(path.stem) for path in _paths(place)} if place.is_dir() else set()


def vendor_of(name: str) -> str:
    """The vendor a module is of."""
    return name.rpartition(".")[2].replace("_", "-")


def _paths(place: Path) -> list[Path]:
    every = sorted(path for path in place.iterdir() if path.name[0] not in "_.")
    return [path for path in every if path.is_dir() or path.suffix == ".py"]


def _module(path: Path, taken: Collection[Source]) -> ModuleType:
    vendor = vendor_of(path.stem)
    if not _VENDOR.fullmatch(path.stem):
        raise Unusable("its name is no vendor's: small letters and digits, such as xfyun")
    if vendor in {source.vendor for source in taken}:
        raise Unusable(f"{vendor} is a vendor already: give the folder another name")
    module = importlib.import_module(f"{PACKAGE}.{path.stem}")
    for fault in _faults(module, vendor, taken):
        raise Unusable(fault)
    return module


def _faults(module: ModuleType, vendor: str, taken: Collection[Source]) -> Iterator[str]:
    """What a module lacks to be a vendor's."""
    given, lists = getattr(module, "SOURCES", ()), getattr(module, "INDEXES", ())
    if not isinstance(given, tuple) or not given or not all(isinstance(one, Source) for one in given):
        yield "SOURCES is no tuple of sources, such as (AcmePlans(),)"
        return
    if not isinstance(lists, tuple) or not all(isinstance(one, PageList) for one in lists):
        yield "INDEXES is no tuple of lists of pages"
        return
    known = {source.name for source in taken}
    for one in (*given, *lists):
        if one.vendor != vendor:
            yield f"{type(one).__name__}.vendor is {one.vendor!r}; it is {vendor!r}, as the folder's name"
        if one.name in known or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", one.name):
            yield f"{type(one).__name__}.name is {one.name!r}: small letters, digits and dashes, and nobody else's"
        known.add(one.name)
        if one.region not in REGIONS:
            yield f"{type(one).__name__}.region is {one.region!r}; known are {', '.join(REGIONS)}"
        if not one.owns(one.url) or not list(one.fetches()):
            yield f"{type(one).__name__}.addresses does not match its url, {one.url}"
        if reader := next((source.name for source in taken if source.owns(one.url)), None):
            yield f"{one.url} is read by {reader} already"


def _where(error: BaseException, path: Path) -> str:
    """The file and line of the user's own code in which something went wrong, and what."""
    words = " ".join(str(error).split())[:_LENGTH]
    if isinstance(error, (Unusable, Overrun)):
        return f"{getattr(error, 'place', None) or path}: {words}"
    said = f"{type(error).__name__}: {words}".rstrip(": ")
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}: {type(error).__name__}: {error.msg}"
    frames = traceback.extract_tb(error.__traceback__)
    mine = [frame for frame in frames if Path(frame.filename).is_relative_to(path.parent)]
    return f"{mine[-1].filename}:{mine[-1].lineno}: {said}" if mine else f"{path}: {said}"
