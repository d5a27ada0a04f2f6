"""One message of many events: readable, in both languages, and no longer than its service takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.alerts.message import Size, compose
from reports.alerts.tiding import Tiding


def tidings(count: int, name: str = "Lite") -> list[Tiding]:
    return [
        Tiding(
            f"price/{number}", "price_changed" if number % 3 else "plan_gone", f"vendor{number % 7}", "2026-11-02T10:00:00Z",
            (f"vendor{number % 7}/coding-plan/p{number}/CN/account/P1M/CNY",), name, "https://acme.example/pricing",
            said={"events": [{
                "at": "2026-11-02T10:00:00Z", "published_at": "2026-11-02T10:00:00Z",
                "offer": f"vendor{number % 7}/coding-plan/p{number}/CN/account/P1M/CNY", "vendor": f"vendor{number % 7}",
                "kind": "price_changed", "before": {"price": "1"}, "after": {"price": "2"}, "cause": "vendor",
                "provenance": "scraped", "url": None, "evidence": None,
            }]},
        )
        for number in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_hundred_events_make_one_readable_message(lang: str) -> None:
    message = compose(tidings(100), lang, "https://example.org/prices", Size(16000))
    lines = message.text.splitlines()
    assert sum(line.startswith("·") for line in lines) == 40
    assert sum("60" in line and "https://example.org/prices/" in line for line in lines) == 1
    assert (
        len([line for line in lines if line and not line.startswith(("·", " ", "…"))]) <= 4
    )  # kinds, the mark
    assert lines[-1].endswith(message.mark)
    assert "100" in message.title


@settings(max_examples=60)
@given(
    count=st.integers(1, 120),
    name=st.text(max_size=400),
    most=st.integers(60, 4096),
    characters=st.booleans(),
    lang=st.sampled_from(["en", "zh"]),
    base=st.sampled_from([None, "https://example.org/"]),
)
def test_no_message_is_longer_than_its_service_takes(
    count: int, name: str, most: int, characters: bool, lang: str, base: str | None
) -> None:
    size = Size(most, characters)
    message = compose(tidings(count, name), lang, base, size)
    whole = f"{message.title}\n{message.text}"
    assert size.of(whole) <= most
    if most > 1000 and count < 3:
        assert message.mark in message.text
