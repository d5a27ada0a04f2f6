"""The samples of a user's own vendors, read again and compared with the offers that the user checked."""

import json
from collections.abc import Collection, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.doctor.check import Check
from scrapers.archive.replay import BadReplay, Saved, load
from scrapers.own.modules import folder
from scrapers.page import Page
from scrapers.processes.reader import Reader
from scrapers.refusals import Refused
from scrapers.registry import own_sources, sources
from scrapers.study import Student, study

OFFERS = "offers.json"
_LONGEST = 8 << 20  # bytes of a file of offers


class Unlike(Exception):
    """A sample that is not read as it was checked; the message says where they differ."""


def samples(vendors: Collection[str]) -> list[Check]:
    """Whether the samples of these own vendors read as checked; nothing where there is none."""
    place = folder()
    mine = [vendor for vendor in own_sources() if vendor in vendors]
    if place is None or not mine:
        return []
    count, unlike, waiting = 0, list[str](), 0
    with closing(Reader(partial(study, sources()))) as reader:
        for info in sorted(place.rglob("page.json")):
            try:
                looked = _compare(info.parent, mine, reader)
            except (Unlike, Refused, BadReplay) as error:
                unlike.append(f"{info.parent.relative_to(place)}: {error}")
            else:
                count, waiting = count + bool(looked), waiting + (looked is None)
    if unlike:
        return [Check("samples", "failed", "; ".join(unlike))]
    said, values = f"{count} samples read as checked", {"count": count, "waiting": waiting, "file": OFFERS}
    if not waiting:
        return [Check("samples", "ok", said, "samples", values)]
    return [Check("samples", "warning", f"{said}, {waiting} have no {OFFERS}", "samples_waiting", values)]


def _compare(place: Path, mine: Collection[str], reader: Student) -> bool | None:
    """Whether a sample is of these vendors, None where nobody has checked it; raises Unlike, Refused or BadReplay."""
    saved = next(iter(next(load(place)).saved.values()))
    vendor = next((source.vendor for source in sources() if source.name == saved.source), None)
    if vendor not in mine:
        return False
    checked = place / OFFERS
    if not checked.is_file():
        return None
    _, stated = reader.read(saved.source, _page(saved))
    for fault in _differences([offer.to_json() for offer in stated.offers], _checked(checked)):
        raise Unlike(fault)
    return True


def _page(saved: Saved) -> Page:
    return Page(
        url=saved.url,
        body=saved.body,
        fetched_at=saved.fetched_at,
        status=saved.status,
        headers=dict(saved.headers),
        final_url=saved.final_url or saved.url,
        source=saved.source,
    )


def _checked(file: Path) -> list[dict[str, Any]]:
    """The offers a user checked; raises Unlike where the file holds none."""
    try:
        said = json.loads(file.read_text(encoding="utf-8")) if file.stat().st_size <= _LONGEST else None
    except (OSError, ValueError, RecursionError):
        said = None
    if not isinstance(said, list) or not all(isinstance(one, dict) for one in said):
        raise Unlike(f"{file.name} is no list of offers")
    return said


def _differences(read: list[dict[str, Any]], checked: list[dict[str, Any]]) -> Iterator[str]:
    """What is read otherwise than it was checked, plan by plan."""
    for one in checked:
        near = [other for other in read if _plan(other) == _plan(one)]
        if one in near:
            continue
        if not near:
            yield f"{_plan(one)} is not read any more"
        for key in [key for other in near[:1] for key in one if other.get(key) != one[key]]:
            yield f"{_plan(one)}: {key} is read as {near[0].get(key)!r}, and was checked as {one[key]!r}"
    for one in read:
        if _plan(one) not in map(_plan, checked):
            yield f"{_plan(one)} is read, and is not in {OFFERS}"


def _plan(offer: dict[str, Any]) -> str:
    keys = ("vendor", "product", "plan", "region", "per", "period", "currency")
    return "/".join(str(offer.get(key) or "-") for key in keys)
