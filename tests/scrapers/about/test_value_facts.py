"""Facts of value: every row has its day, source and confidence, and one that is wrong is named with file and key."""

from pathlib import Path

import pytest

from scrapers.about.api_prices import CONFIDENCES, MODELS, api_prices
from scrapers.about.dated_fact import FOLDER, BadFacts, fact_rows, read_toml
from scrapers.about.value_facts import KINDS, read_value_facts
from scrapers.offer import plain

FILES = sorted(FOLDER.glob("*.toml"))
HEAD = '[value]\nseen = 2026-11-18\nsource = "x"\n'


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_what_vendors_say_of_value_is_in_the_documented_form(path: Path) -> None:
    facts = read_value_facts(path)
    rows = [row for kind in KINDS for row in getattr(facts, kind)]
    assert all(row.source and row.seen and row.confidence in CONFIDENCES for row in rows)
    assert all(row.confidence == "low" for row in facts.measured), (
        "what users measured is never more than low"
    )
    assert {rate.unit for rate in facts.rates}.isdisjoint(worth.unit for worth in facts.worths)


def test_every_price_has_its_day_and_source_and_is_stated_once() -> None:
    prices = api_prices()
    assert all(one.source and one.seen and one.fresh and one.output for one in prices)
    keys = [(one.model, one.currency, one.prompt, one.hours, one.since or one.seen) for one in prices]
    assert len(set(keys)) == len(keys)
    assert all(one.model == one.model.lower() and " " not in one.model for one in prices)
    assert all((one.cached or 0) <= one.fresh <= one.output for one in prices)


def test_off_peak_is_half_of_peak_where_both_are_stated() -> None:
    by_hours = {(one.model, one.currency, one.hours): one for one in api_prices() if one.hours}
    pairs = {(model, currency) for model, currency, _ in by_hours}
    assert pairs
    for pair in pairs:
        peak, off = by_hours[(*pair, "peak")], by_hours[(*pair, "off-peak")]
        assert (peak.fresh, peak.cached, peak.output) == (
            off.fresh * 2,
            (off.cached or 0) * 2,
            off.output * 2,
        )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[value.rate]]\nunit = "credits"\n', "unknown rate; known are allowances"),
        (HEAD + '[[value.allowances]]\namount = "5"\nunit = "credits"\n', "window"),
        (HEAD + '[[value.allowances]]\namount = 5.5\nunit = "credits"\nwindow = "P1M"\nconfidence = "high"\n', "amount 5.5"),
        (HEAD + '[[value.allowances]]\namount = "-5"\nunit = "credits"\nwindow = "P1M"\nconfidence = "high"\n', "amount '-5'"),
        (HEAD + '[[value.allowances]]\namount = "5"\nunit = "EUR"\nwindow = "P1M"\nconfidence = "high"\n', "unknown unit EUR|unit 'EUR'"),
        (HEAD + '[[value.allowances]]\namount = "5"\nat_most = "4"\nunit = "CNY"\nwindow = "P1M"\nconfidence = "high"\n', "5 to 4"),
        (HEAD + '[[value.allowances]]\namount = "5"\nunit = "CNY"\nwindow = "P2M"\nconfidence = "high"\n', "unknown window"),
        (HEAD + '[[value.silences]]\nreason = "because"\nconfidence = "high"\n', "unknown reason because"),
        (HEAD + '[[value.silences]]\nreason = "rate"\nconfidence = "sure"\n', "unknown confidence sure"),
        (HEAD + '[[value.silences]]\nreason = "rate"\nconfidence = "high"\nplans = "lite"\n', "plans is no list"),
        (HEAD + '[[value.silences]]\nreason = "rate"\nconfidence = "high"\nsince = "2026-01-01"\n', "since"),
        ('[[value.silences]]\nreason = "rate"\nconfidence = "high"\n', "seen"),
        ('value = [1]\n', "value"),
        ('[value]\nsilences = "none"\n', "silences is no list of tables"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_statement_is_named(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "acme.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadFacts, match=rf"acme\.toml.*({message})"):
        read_value_facts(file)


def test_amounts_are_exact() -> None:
    """A price is read as it is written, never through a binary fraction."""
    for path in MODELS.glob("*.toml"):
        written = [row["fresh"] for row in read_toml(path)["prices"]]
        assert all(isinstance(amount, str) for amount in written)
    flash = next(one for one in api_prices() if one.model == "deepseek-v4-flash")
    assert plain(flash.cached or flash.fresh) == "0.0028"
    with pytest.raises(BadFacts, match="window"):
        fact_rows({"allowances": [{"amount": "1"}]}, KINDS)
