"""Errors that smaller trackers and neighbours published, one small page or listing each: none of them may come out of ours."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nights import PAGE, WITNESS, Nights, offer, tiers

from scrapers.refusals import PageChanged
from scrapers.vocabulary.prices.money import amounts, money


@pytest.fixture
def acme(tmp_path: Path) -> Nights:
    return Nights(tmp_path)


def line(name: str, price: str | None, **values: Any) -> dict[str, Any]:
    return {"name": name, "price_text": price, **values}


MEMBERS = {"moderato": "99", "allegretto": "199", "allegro": "699"}
ZHIPU = [
    line("GLM Coding Lite", "¥49/月"),
    line("GLM Coding Pro", "¥149/月"),
    line("GLM Coding Max", "¥469/月"),
]


# 3b: a fork with history and no quarantine


def test_24_minute_disappearance_is_nothing(acme: Nights) -> None:
    """3b: all tiers of a vendor were gone for 24 minutes."""
    acme.night(tiers(**MEMBERS))
    acme.night(tiers(moderato="99"))
    for _ in range(5):
        acme.night(tiers(moderato="99"), hours=0.08)
    acme.night(tiers(**MEMBERS), hours=0.4)
    assert (acme.news(), acme.shown()) == ([], MEMBERS)


@pytest.mark.parametrize("wrong", ["132.3", "44.1"])
def test_month_price_becomes_quarter_price_is_held(acme: Nights, wrong: str) -> None:
    """3b: ¥49/月 became ¥132/季 and ¥49/月 again, a change of period stored as a price."""
    quarter = offer("lite", "132.3", period="P3M")
    acme.night([offer("lite", "49"), quarter])
    acme.nights(5, [offer("lite", wrong), quarter])
    assert acme.shown() == {"lite": "49", "lite/P3M": "132.3"}
    assert acme.rules() == {"lite": "period"}


def test_per_month_figure_of_a_year_is_held_also_when_rounded(acme: Nights) -> None:
    """3b: $17 stands on the page for $200 a year; the month costs $20."""
    year = offer(price="200", period="P1Y")
    acme.night([offer(price="20"), year])
    acme.nights(5, [offer(price="17"), year])
    assert acme.shown() == {"pro": "20", "pro/P1Y": "200"}


def test_quarter_beside_the_month_is_another_offer(acme: Nights) -> None:
    """3b, the other side: ¥132/季 is its own series."""
    acme.listed(line("GLM Coding Lite", "¥49/月"))
    for _ in range(2):
        acme.listed(line("GLM Coding Lite", "¥132.3/季", unit="季"))
    assert acme.shown() == {"lite": "49", "lite/P3M": "132.3"}
    assert acme.news() == []


# 3c: other trackers


def test_coupon_price_is_held(acme: Nights) -> None:
    """3c: 46.55, which is 49 with a referral coupon, stood as the first-month price."""
    acme.night(tiers(lite="49"))
    acme.nights(4, [offer("lite", "46.55", evidence="使用优惠券到手 ¥46.55/月")])
    assert (acme.shown(), acme.rules()) == ({"lite": "49"}, {"lite": "coupon"})


def test_sentinel_99999(acme: Nights) -> None:
    """3c: 99999 stood for "no price"."""
    acme.night(tiers(lite="49"))
    acme.nights(4, tiers(lite="99999"))
    assert (acme.shown(), acme.rules()) == ({"lite": "49"}, {"lite": "sentinel"})


def test_first_price_equal_to_the_price_is_no_introduction(acme: Nights) -> None:
    """3c: "首月¥49" beside a price of ¥49 is a sentence, not an offer."""
    acme.listed(line("GLM Coding Lite", "¥49/月", notes="首月 ¥49"))
    assert acme.states()["lite"].offer.intro_price is None


def test_first_days_free_that_flips_is_no_event(acme: Nights) -> None:
    """3c: 前7天免费 came and went eight times in two days."""
    acme.night([offer(evidence="¥49/月 前7天免费")])
    for turn in range(8):
        acme.night([offer(evidence="¥49/月" if turn % 2 else "¥49/月 前7天免费")], hours=5)
    assert acme.news() == []


def test_yearly_figure_of_another_term_is_another_offer(acme: Nights) -> None:
    """3c: 94.4 is the quarter's figure per month; printed as the year's it contradicts nothing we know."""
    acme.night([offer("lite", "118"), offer("lite", "283.2", period="P3M")])
    acme.nights(4, [offer("lite", "94.4"), offer("lite", "283.2", period="P3M")])
    assert acme.shown() == {"lite": "118", "lite/P3M": "283.2"}


def test_dollars_among_yuan_keep_their_mark() -> None:
    """3c: MiMo's $6 stood in a table of yuan; one mark stands for one currency or for none."""
    assert [amount.currency for amount in amounts("¥39/月 $6/month")] == ["CNY", "USD"]
    with pytest.raises(PageChanged):
        money("$6/month", "CNY")
    with pytest.raises(PageChanged):
        amounts("HK$ 49")


def test_words_instead_of_a_price_are_refused() -> None:
    """3c: "价格以官方 pricing 页为准" was published as the price."""
    with pytest.raises(PageChanged):
        money("价格以官方 pricing 页为准", "CNY")


# 3d: neighbours


def test_unchanged_night_writes_no_row(acme: Nights) -> None:
    """3d: unchanged pages were logged as changes, or stamped rows fresh that nobody had read."""
    acme.night(tiers(lite="49"))
    rows = acme.everything()["observations"]
    acme.nights(5, tiers(lite="49"))
    again = acme.everything()["observations"]
    assert len(again) == len(rows) == 1
    assert again[0]["last_seen"] > rows[0]["last_seen"]


def test_http_200_without_a_price_refreshes_nothing(acme: Nights) -> None:
    """3d: 127 days without a writer, and every row stamped fresh because the server answered 200."""
    acme.night(tiers(lite="49"))
    seen = acme.states()["lite"].last_seen
    acme.nights(3, "nothing")
    assert acme.states()["lite"].last_seen == seen


@pytest.mark.parametrize(("before", "after"), [("49", "49.00"), ("0", "0.0"), ("1680", "1680.0")])
def test_plus_zero_percent_is_no_event(acme: Nights, before: str, after: str) -> None:
    """3d: "+0.0%" and "1 test instead of 1" were published as changes."""
    acme.night([offer("free", before)])
    acme.nights(2, [offer("free", after)])
    assert (acme.news(), acme.held()) == ([], [])


def test_stale_witness_does_not_deadlock(acme: Nights) -> None:
    """3d: an agreement gate with a pinned witness blocked a true cut for good."""
    acme.night({PAGE: tiers(lite="49"), WITNESS: tiers(lite="49")})
    acme.nights(2, {PAGE: tiers(lite="20"), WITNESS: tiers(lite="49")})
    assert acme.shown() == {"lite": "49"}
    acme.night({PAGE: tiers(lite="20"), WITNESS: tiers(lite="49")})
    assert acme.shown() == {"lite": "20"}


def test_fx_move_is_no_event(acme: Nights) -> None:
    """3d: alerts went out because the yuan had moved; what a page says is kept in its own currency."""
    from db.tables.rates import save_rates

    acme.night([offer(price="20", currency="USD", region="INTL")])
    save_rates(
        acme.db,
        [(str(date(2027, 1, 4)), "CNY", "9.9", "test"), (str(date(2027, 1, 4)), "USD", "1.0", "test")],
    )
    acme.nights(2, [offer(price="20", currency="USD", region="INTL")])
    assert acme.news() == []


@pytest.mark.parametrize("wrong", ["4900", "0.49", "1617"])
def test_hundredfold(acme: Nights, wrong: str) -> None:
    """3d: cents and fen read as dollars and yuan, 33 to 168 times too high until someone looked."""
    acme.night([offer("lite", "49"), offer("pro", "149")])
    acme.nights(4, [offer("lite", wrong), offer("pro", "149")])
    assert acme.shown() == {"lite": "49", "pro": "149"}
    assert acme.rules() == {"lite": "hundredfold"}


def test_introduction_that_was_called_off_is_retracted(acme: Nights) -> None:
    """3d: a future price that the vendor cancelled would never have been taken back."""
    acme.night([offer(price="40", intro_price="9.9", intro_periods=1, intro_until=date(2026, 6, 30))])
    acme.nights(2, [offer(price="40")])
    assert acme.states()["pro"].offer.intro_until is None
    assert acme.news() == [("intro_ended", "pro")]


def test_one_vendor_never_waits_for_another(acme: Nights) -> None:
    """3d: the first version lost the whole day if one source failed."""
    acme.listed(*ZHIPU)
    acme.night("http-500")
    acme.listed(line("GLM Coding Lite", "¥45/月"), *ZHIPU[1:])
    assert acme.shown()["lite"] == "45"
