"""What holds for every night: judging is a function of what was said, in whatever order it was said."""

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from nights import PAGE, WITNESS, Nights, line_of, offer

from pipeline.trackers.import_listings import import_listings
from scrapers.offer import Offer

PLANS = ("lite", "pro", "max", "free")
prices = st.sampled_from(["0", "7.9", "19", "39", "40", "49", "99", "118", "149", "199", "4900", "99999"])
several = settings(max_examples=25)


@st.composite
def offers(draw: st.DrawFn) -> list[Offer]:
    found = []
    for plan in draw(st.lists(st.sampled_from(PLANS), unique=True, min_size=1)):
        price = draw(prices)
        values: dict[str, Any] = {}
        if draw(st.booleans()):
            values |= {"intro_price": draw(prices), "intro_periods": 1}
        if draw(st.booleans()):
            values |= {"list_price": draw(prices)}
        values |= {"availability": draw(st.sampled_from([None, "InStock", "SoldOut"]))}
        values |= {"period": draw(st.sampled_from(["P1M", "P1M", "P3M"]))}
        found.append(offer(plan, price, **values))
    return found


night = st.fixed_dictionaries({PAGE: offers(), WITNESS: offers()})


def told(
    nights: list[dict[Any, list[Offer]]], twice: bool = False, turned: bool = False
) -> dict[str, list[Any]]:
    with tempfile.TemporaryDirectory() as folder:
        acme = Nights(Path(folder))
        for said in nights:
            acme.night({one: found[::-1] if turned else found for one, found in said.items()})
            if twice:
                acme.night(said, hours=0)
        found = acme.everything()
        acme.db.close()
    for rows in found.values():
        for row in rows:
            row.pop("page_id", None)
    return found


def without_numbers(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    return {
        table: sorted(
            repr({name: value for name, value in row.items() if name not in ("id", "offer_id")})
            for row in rows
        )
        for table, rows in found.items()
    }


@several
@given(st.lists(night, min_size=1, max_size=5))
def test_order_of_offers_does_not_matter(nights: list[dict[Any, list[Offer]]]) -> None:
    assert without_numbers(told(nights, turned=True)) == without_numbers(told(nights))


@several
@given(st.lists(night, min_size=1, max_size=4))
def test_publishing_a_crawl_twice_changes_nothing(nights: list[dict[Any, list[Offer]]]) -> None:
    assert told(nights, twice=True) == told(nights)


@several
@given(st.lists(night, min_size=2, max_size=6))
def test_zero_null_and_absurd_prices_never_replace_a_price(nights: list[dict[Any, list[Offer]]]) -> None:
    for row in told(nights)["events"]:
        if row["kind"] == "price_changed":
            assert '"0"' not in row["after"] or "/free/" in row["offer"]
            assert "99999" not in row["after"]


VENDORS = ("zhipu-ai", "kimi-ai", "minimax-ai", "tencent-cloud-ai", "jdcloud-ai")
scrape = st.lists(
    st.tuples(
        st.sampled_from(VENDORS), st.sampled_from(["Lite", "Pro", "Max", "月费"]), prices.map("¥{}/月".format)
    ),
    unique_by=lambda line: line[:2],
    min_size=1,
)


@several
@given(st.lists(scrape, min_size=1, max_size=4), st.randoms())
def test_order_of_vendors_does_not_matter(scrapes: list[list[tuple[str, str, str]]], random: Any) -> None:
    results = []
    for shuffled in (False, True):
        with tempfile.TemporaryDirectory() as folder:
            acme = Nights(Path(folder))
            lines = [
                line_of(vendor, acme.now.replace(day=day), {"name": name, "price_text": price})
                for day, found in enumerate(scrapes, start=1)
                for vendor, name, price in found
            ]
            if shuffled:
                random.shuffle(lines)
            _write(acme.folder / "all.jsonl", lines)
            import_listings(acme.db, acme.folder / "all.jsonl")
            results.append(without_numbers(acme.everything()))
            acme.db.close()
    assert results[0] == results[1]


def _write(file: Path, lines: list[dict[str, Any]]) -> None:
    import json

    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
