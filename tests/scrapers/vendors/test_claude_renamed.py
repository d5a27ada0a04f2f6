"""Claude's names of 2026-10-30: Max 5x is Max, Max 20x is Ultra. One name that changes costs no other price."""

from decimal import Decimal

import pytest
from places import CASES

from db.curated.import_history import import_history
from db.open import open_db
from reports.facts.timeline import Timeline
from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.refusals import PageChanged
from scrapers.registry import owner

URL = "https://claude.com/pricing"
CASES = CASES / "claude"
FREE, PRO, MAX, ULTRA = ("free", "P1M", 0), ("pro", "P1M", 20), ("max", "P1M", 100), ("ultra", "P1M", 200)


def stated(text: str, url: str = URL) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


def prices(found: Stated) -> set[tuple[str, str | None, Decimal | None]]:
    return {(offer.plan, offer.period, offer.price) for offer in found.offers}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("claude_max_renamed.md", {FREE, PRO, MAX, ULTRA}),
        ("claude_max_renamed_keyed.html", {FREE, PRO, ("pro", "P1Y", 200), MAX, ULTRA}),
        ("claude_ultra_only.md", {FREE, PRO, ULTRA}),
    ],
)
def test_the_new_names_are_plans_and_the_word_max_refuses_no_page(name: str, expected: object) -> None:
    found = stated((CASES / name).read_text())
    assert (prices(found), found.unread) == (expected, ())


def test_a_card_nobody_understands_costs_itself_and_is_named() -> None:
    found = stated((CASES / "one_card_nobody_understands.md").read_text())
    assert prices(found) == {FREE, PRO, MAX, ULTRA}
    assert [(one.name, one.words) for one in found.unread] == [
        ("Studio", "$35 for every started block of use, settled at the end")
    ]


OLD = """<!DOCTYPE html><html><body><h3>Pro</h3><p>$20 if billed monthly.</p><h3>Max</h3><p>{amount}</p><p>Per month</p>
<h3>Team</h3><p>Talk to us</p></body></html>"""


def test_a_key_still_says_which_product_an_old_max_card_is() -> None:
    for said in ("From $100", "$100"):
        amount = f'<span data-plan="max_5x_monthly">{said}</span>'
        assert prices(stated(OLD.format(amount=amount))) == {PRO, ("max-5x", "P1M", 100)}


def test_a_bound_without_a_key_is_no_price() -> None:
    found = stated(OLD.format(amount="From $100"))
    assert (prices(found), found.unread) == ({PRO}, ())


def test_a_max_card_with_two_prices_costs_itself() -> None:
    found = stated(OLD.format(amount="$100 per month</p><p>$200 per month</p><p>"))
    assert (prices(found), [one.name for one in found.unread]) == ({PRO}, ["Max"])


def test_a_new_tier_beside_known_cards_is_a_new_plan_and_a_heading_of_questions_is_none() -> None:
    text = "## Pro\n\n$20\n\nPer month\n\n## {}\n\n$50\n\nPer month\n\n## Team\n\nTalk to us\n"
    assert prices(stated(text.format("Studio"))) == {PRO, ("studio", "P1M", 50)}
    for heading in ("Frequently asked questions", "API pricing", "Compare features"):
        assert prices(stated(text.format(heading))) == {PRO}, heading


def test_a_currency_in_a_known_card_concerns_the_whole_page() -> None:
    with pytest.raises(PageChanged):
        stated((CASES / "claude_max_renamed.md").read_text().replace("$200", "200 €"))


ARTICLE = "https://support.claude.com/en/articles/11049741-what-is-the-max-plan"


def test_the_help_article_of_either_name_is_read() -> None:
    new = stated("# Plans\n\n- Max is $100 per month\n- Ultra is $200 per month\n", ARTICLE)
    assert prices(new) == {MAX, ULTRA}
    old = stated(
        "# Max\n\nThe Max plan is $100 per month.\n\n- Max 5x: $100 per month\n- Max 20x: $200 per month\n",
        ARTICLE,
    )
    assert prices(old) == {("max-5x", "P1M", 100), ("max-20x", "P1M", 200)}


def test_the_history_of_the_new_names_goes_back_through_the_old_ones() -> None:
    db = open_db(":memory:")
    import_history(db)
    past, end = Timeline(db), "/INTL/account/P1M/USD"
    assert past.ids(f"claude/membership/max{end}")[1:] == [f"claude/membership/max-5x{end}"]
    assert past.ids(f"claude/membership/ultra{end}")[1:] == [f"claude/membership/max-20x{end}"]
    rows = db.execute(
        "SELECT at, kind FROM events WHERE offer = ?", [f"claude/membership/ultra{end}"]
    ).fetchall()
    assert rows == [("2026-10-30T00:00:00Z", "renamed")]


CARDS = """<!DOCTYPE html><html><body><nav><a>Pro</a><a>Team</a></nav><main><section>
<div><div>Pro</div><div>$20</div><div>if billed monthly</div></div>
<div><div>Enterprise</div><div>Contact sales</div></div>
{card}
</section></main><footer>Prices without tax.</footer></body></html>"""


def test_a_card_without_a_heading_beside_known_cards_is_its_own() -> None:
    """Its lines stood below the card before it, and its price was read as that card's."""
    studio = CARDS.format(card="<div><div>Studio</div><div>$50</div><div>Per month</div></div>")
    assert prices(stated(studio)) == {PRO, ("studio", "P1M", 50)}
    nameless = stated(CARDS.format(card="<div><div>$50</div><div>Per month</div></div>"))
    assert (prices(nameless), [one.words for one in nameless.unread]) == ({PRO}, ["$50 Per month"])
    questions = stated(
        CARDS.format(card="<div><div>Common questions</div><p>Pro was $7 per month.</p></div>")
    )
    assert prices(questions) == {PRO}


def test_a_card_whose_key_names_another_plan_costs_itself() -> None:
    card = '<div><div>Studio</div><div data-plan="pro_monthly">$20</div><div>Per month</div></div>'
    found = stated(CARDS.replace("<div>$20</div>", "<div>Talk to us</div>").format(card=card))
    assert (prices(found), [one.name for one in found.unread]) == ({PRO}, ["Studio"])
