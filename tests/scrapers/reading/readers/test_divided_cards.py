"""Cards with several plans' amounts, notes at their foot, cards beside tables, and prices within sentences or in rupees."""

import pytest

from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_page import PlanPage
from scrapers.reading.plan_sentences import PlanSentences
from scrapers.reading.plan_table import PlanTable
from scrapers.refusals import Refused
from scrapers.source import Source


class Acme(PlanCards):
    name, vendor, product, region, currency = "acme", "acme", "membership", "INTL", "USD"
    url, addresses = "https://acme.example/pricing", r"acme\.example/pricing"
    titles = r"lite|pro(?: plus)?|ultra|teams"
    tiers = {"teams full seat": "teams-full-seat"}
    seats = "teams-full-seat"
    behind = {r": (\d+x) higher": r"\1", r" for team plan": "", r" per full seat": "full seat"}


class AcmePage(PlanPage):
    name, vendor, product, region, currency = "acme-page", "acme", "membership", "INTL", "USD"
    url, addresses, titles = Acme.url, Acme.addresses, Acme.titles


class AcmeWords(PlanSentences):
    name, vendor, product, region, currency = "acme-words", "acme", "membership", "INTL", "USD"
    url, addresses, titles = Acme.url, Acme.addresses, r"acme go"


class AcmeTable(PlanTable):
    name, vendor, product, region, currency = "acme-table", "acme", "membership", "INTL", "USD"
    url, addresses, currencies = Acme.url, Acme.addresses, ("INR",)


def stated(text: str, source: Source) -> Stated:
    return read(source, Page(Acme.url, text.encode()))


def prices(found: Stated) -> set[tuple[str, str, str | None, str | None, str]]:
    return {(each.plan, each.per, each.period, each.currency, str(each.price)) for each in found.offers}


def html(*cards: str) -> str:
    return (
        f"<html><body><main><div>{''.join(f'<div>{card}</div>' for card in cards)}</div></main></body></html>"
    )


LITE = "<h3>Lite</h3><p>$10/month</p>"


def test_one_card_may_hold_the_amounts_of_several_plans() -> None:
    ultra = "<h3>Ultra</h3><p>Starting at:</p><p>$100 USD/month</p><p>$100 USD/month: 5x higher limits<br>$200 USD /month: 20x higher limits</p>"
    found = stated(html(LITE, ultra), Acme())
    assert prices(found) == {
        ("lite", "account", "P1M", "USD", "10"),
        ("ultra-5x", "account", "P1M", "USD", "100"),
        ("ultra-20x", "account", "P1M", "USD", "200"),
    }
    assert not found.unread


def test_a_team_pays_a_fee_and_so_much_for_each_full_seat() -> None:
    teams = "<h3>Teams</h3><p>$80/month for team plan + $40/mo per full seat</p><p>Everything in Lite</p>"
    found = stated(html(LITE, teams), Acme())
    assert prices(found) - {("lite", "account", "P1M", "USD", "10")} == {
        ("teams", "account", "P1M", "USD", "80"),
        ("teams-full-seat", "seat", "P1M", "USD", "40"),
    }


@pytest.mark.parametrize("words", ["from $80/month: 5x higher limits", "up to $80/month for team plan"])
def test_a_bound_of_such_a_plan_is_no_price(words: str) -> None:
    assert prices(stated(html(LITE, f"<h3>Ultra</h3><p>{words}</p>"), Acme())) == {
        ("lite", "account", "P1M", "USD", "10")
    }


def test_two_amounts_that_no_declared_words_tell_apart_are_refused() -> None:
    found = stated(html(LITE, "<h3>Ultra</h3><p>$100/month, normal</p><p>$200/month, faster</p>"), Acme())
    assert prices(found) == {("lite", "account", "P1M", "USD", "10")}
    assert [one.name for one in found.unread] == ["Ultra"]


@pytest.mark.parametrize(
    "when", ["billed annually", "when billed annually", "2+ users, billed yearly", "if paid annually"]
)
def test_a_note_says_how_the_price_it_is_marked_for_is_billed(when: str) -> None:
    """A month of a year is never a month's price because its words stand at the foot of the card."""
    pro = f"<h3>Pro</h3><p>$20 / user / month*</p><p>More use</p><p>*{when}. $25 per user per month when billed monthly.</p>"
    assert prices(stated(html(LITE, pro), Acme())) >= {
        ("pro", "seat", "P1Y", "USD", "240"),
        ("pro", "seat", "P1M", "USD", "25"),
    }


def test_a_note_of_a_longer_term_in_other_words_is_refused() -> None:
    pro = "<h3>Pro</h3><p>$20 / month*</p><p>*Our annual members pay this</p>"
    found = stated(html(LITE, pro), Acme())
    assert [one.name for one in found.unread] == ["Pro"]


def test_tables_in_doubt_do_not_cost_the_cards_beside_them() -> None:
    table = "<table><tr><th>Plan</th><th>Price / Month</th></tr><tr><td>Ultra</td><td>$99</td></tr></table>"
    assert prices(stated(html(LITE).replace("</main>", f"</main>{table}"), AcmePage())) == {
        ("lite", "account", "P1M", "USD", "10"),
        ("ultra", "account", "P1M", "USD", "99"),
    }
    ragged = table.replace("<td>$99</td>", "")
    found = stated(html(LITE).replace("</main>", f"</main>{ragged}"), AcmePage())
    assert prices(found) == {("lite", "account", "P1M", "USD", "10")}
    assert found.unread


def test_a_heading_holds_its_price_behind_two_hyphens() -> None:
    page = "## Plans\n\n### Lite -- $10/mo\n\nFor one.\n\n### Pro Plus -- $50/mo\n\n- Up to 2 seats ($5 per additional seat)\n\n## More\n"
    assert prices(stated(page, Acme())) == {
        ("lite", "account", "P1M", "USD", "10"),
        ("pro-plus", "account", "P1M", "USD", "50"),
    }


@pytest.mark.parametrize("dash", ["—", "–"])
def test_a_sentence_says_what_a_plan_is_and_costs(dash: str) -> None:
    page = f"# Go\n\nAcme Go is a low cost subscription {dash} **$5 for your first month**, then **$10/month** {dash} for models.\n"
    found = stated(page, AcmeWords())
    assert prices(found) == {("acme-go", "account", "P1M", "USD", "10")}
    assert [(str(charge.price), charge.periods) for charge in found.offers[0].charges] == [("5", 1)]


@pytest.mark.parametrize("words", ["$5 a month with a student discount", "$5/month with coupon usage"])
def test_words_behind_a_price_that_may_change_it_are_refused(words: str) -> None:
    with pytest.raises(Refused):
        stated(f"# Go\n\nAcme Go is a subscription — {words}.\n", AcmeWords())


def test_a_row_may_be_sold_in_a_currency_of_its_own() -> None:
    page = "| Plan | Price |\n|---|---|\n| Pro | $20/mo |\n| Lite | ₹649/mo, tax inclusive |\n"
    assert prices(stated(page, AcmeTable())) == {
        ("pro", "account", "P1M", "USD", "20"),
        ("lite", "account", "P1M", "INR", "649"),
    }


@pytest.mark.parametrize(
    ("words", "left", "unread"),
    [
        ("$77 $88/month for team plan + $40/mo per full seat", {("teams-full-seat", "40")}, "Teams"),
        ("$80/month for team plan + $7 $40/mo per full seat", {("teams", "80")}, "Teams full seat"),
        ("$80/month for team plan + $40/mo per full seat, $9/mo", set(), "Teams"),
    ],
)
def test_an_amount_beside_one_of_a_plan_of_its_own_is_never_left_out(
    words: str, left: set[tuple[str, str]], unread: str
) -> None:
    found = stated(html(LITE, f"<h3>Teams</h3><p>{words}</p>"), Acme())
    assert {(one.plan, str(one.price)) for one in found.offers} == {("lite", "10")} | left
    assert [one.name for one in found.unread] == [unread]


@pytest.mark.parametrize("mark", ["<sub>2</sub>", "¹", "[1]"])
def test_a_component_whose_price_has_the_mark_of_a_note_is_a_card(mark: str) -> None:
    page = (
        f'# Plans\n\n<Card name="Lite" price="$10{mark}" interval="/month" />\n'
        '<Card name="Pro" price="$20" interval="/month" />\n'
    )
    assert ("lite", "account", "P1M", "USD", "10") in prices(stated(page, Acme()))
