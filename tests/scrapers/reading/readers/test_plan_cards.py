"""Price cards in whatever markup: what a card states is an offer, and what is in doubt costs its card."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_sentences import PlanSentences
from scrapers.refusals import PageChanged, Refused, Truncated


class Acme(PlanCards):
    name, vendor, product, region, currency = "acme", "acme", "membership", "INTL", "USD"
    url, addresses = "https://acme.example/pricing", r"acme\.example/pricing"
    titles = r"free|lite|pro\+?|team|megawatt|gigawatt"


def stated(text: str, source: PlanCards | PlanSentences | None = None) -> Stated:
    return read(source or Acme(), Page(Acme.url, text.encode()))


def prices(found: Stated) -> set[tuple[str, str, str | None, str]]:
    return {(offer.plan, offer.per, offer.period, str(offer.price)) for offer in found.offers}


def html(*cards: str, above: str = "") -> str:
    return f"<html><body>{above}<main><div>{''.join(f'<div>{card}</div>' for card in cards)}</div></main></body></html>"


LITE, PRO = "<h3>Lite</h3><p>$10</p><p>per month</p>", "<h3>Pro</h3><b>$20</b><span>/mo</span><p>For all</p>"
BOTH = {("lite", "account", "P1M", "10"), ("pro", "account", "P1M", "20")}
LINES = ["Lite", "$10 / mo.", "- Some use", "Pro", "$20 / mo.", "- More use", "Contact us."]


@pytest.mark.parametrize(
    "text",
    [
        html(LITE, PRO),
        html(PRO, LITE),
        html(f"<section>{LITE}</section>", f"<i>01</i><p>Pro</p>{PRO}"),
        "# Plans\n\n## Lite\n\n$10\n\nper month\n\n## Pro\n\n$20/month.\n\n## Questions\n",
        "\n".join(LINES),
        '<Card\n  name="Lite"\n  price="$10"\n  interval="/month"\n/>\n\n<Card\n  interval="/month"\n  price="$20"\n  name="Pro"\n/>\n',
        "Plans and prices\nLite$10/month\nPro: $20/month\nQuestions.\n",
    ],
)
def test_markup_and_order_do_not_matter(text: str) -> None:
    assert (prices(stated(text)), stated(text).unread) == (BOTH, ())


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("<p>$20∕mo.</p>", {("account", "P1M", "20")}),
        ("<p>$20per month, auto-renews</p><p>$20 usage / month</p>", {("account", "P1M", "20")}),
        ("<p>$20/month</p><p>$200/year</p>", {("account", "P1M", "20"), ("account", "P1Y", "200")}),
        ("<p>$17</p><p>Per month, billed annually. $20 if billed monthly.</p>", {("account", "P1Y", "204"), ("account", "P1M", "20")}),
        (
            "<p>$17</p><p>Per month with annual subscription discount ($200 billed up front). $20 if billed monthly.</p>",
            {("account", "P1Y", "200"), ("account", "P1M", "20")},
        ),
        ("<p>$20</p><p>/seat.</p><p>US$20/seat/month, billed annually.</p>", {("seat", "P1Y", "240")}),
        ("<p>$5 of tokens included</p><p>$20/user/month</p><p>Billing beyond $5</p>", {("seat", "P1M", "20")}),
        ("<p>$0</p><p>forever</p>", {("account", "P1M", "0")}),
        ("<p>Free forever</p>", {("account", "P1M", "0")}),
        ("<p>$100 /mo</p><p>~5x the usage of Lite</p>", {("account", "P1M", "100")}),
    ],
)  # fmt: skip
def test_the_words_of_a_card_say_what_its_amounts_are(card: str, expected: object) -> None:
    found = stated(html(LITE, f"<h3>Pro</h3>{card}"))
    assert {tuple(terms) for plan, *terms in prices(found) if plan == "pro"} == expected
    assert found.unread == ()


@pytest.mark.parametrize(
    "card",
    [
        "<p>$20 per month</p><p>$30 per month</p>",
        "<p>$20</p>",
        "<p>Last year it cost $20 per month.</p>",
        "<p>$20 for every started block of use</p>",
        "<p>$80/month for team plan + $40/mo per full dev seat</p>",
        "<p>From $77 $88</p><p>Per month</p>",
        "<p>annual $20/month</p>",
    ],
)
def test_a_card_in_doubt_costs_itself(card: str) -> None:
    found = stated(html(LITE, f"<h3>Pro</h3>{card}"))
    assert {plan for plan, *_ in prices(found)} == {"lite"}
    assert [one.name for one in found.unread] == ["Pro"]


def test_a_bound_is_no_price_and_no_doubt() -> None:
    found = stated(html(LITE, "<h3>Pro</h3><p>From $100</p><p>Per month</p>"))
    assert ({plan for plan, *_ in prices(found)}, found.unread) == ({"lite"}, ())


TABS = '<div><button role="tab" aria-selected="{}">Monthly</button><button role="tab" aria-selected="{}">Yearly</button></div>'


def test_the_open_billing_tab_says_the_term_and_without_one_nothing_is_read() -> None:
    by_year = stated(html(LITE, PRO, above=TABS.format("false", "true")))
    assert prices(by_year) == {("lite", "account", "P1Y", "120"), ("pro", "account", "P1Y", "240")}
    with pytest.raises(PageChanged, match="which billing tab"):
        stated(html(LITE, PRO, above=TABS.format("false", "false")))


def test_the_open_tab_of_a_card_names_its_tier() -> None:
    tabs = '<button role="tab" aria-selected="true">Megawatt</button><button role="tab" aria-selected="false">Gigawatt</button>'
    found = stated(html(LITE, f"<p>Individual</p><p>$20/mo.</p><div>{tabs}</div>"))
    assert ("megawatt", "account", "P1M", "20") in prices(found)
    assert "gigawatt" not in {plan for plan, *_ in prices(found)}


def test_a_tier_never_seen_beside_the_others_is_a_new_plan() -> None:
    found = stated(html(LITE, PRO, "<p>Studio</p><p>$50</p><p>per month</p>"))
    assert ("studio", "account", "P1M", "50") in prices(found)
    nameless = stated(html(LITE, PRO, "<p>$50</p><p>per month</p>"))
    assert (prices(nameless), [one.words for one in nameless.unread]) == (BOTH, ["$50 per month"])


def test_a_text_that_ends_with_a_price_may_be_cut() -> None:
    with pytest.raises(Truncated):
        stated("# Plans\n\n## Lite\n\n$10/month\n\n## Pro\n\n$17\n\nper month\n")


def test_another_currency_on_a_known_card_is_a_doubt_about_the_page() -> None:
    with pytest.raises(PageChanged):
        stated(html(LITE, "<h3>Pro</h3><p>20 € per month</p>"))


@given(seed=st.integers(0, 10_000), tag=st.sampled_from(["div", "li", "article", "td-like"]))
def test_no_order_of_a_cards_other_lines_changes_a_price(seed: int, tag: str) -> None:
    more = ["<p>For everyday work</p>", "<p>Up to $30 in credits</p>", "<ul><li>Some models</li></ul>", "<p>$10 per month</p>"]  # fmt: skip
    random.Random(seed).shuffle(more)
    card = f"<{tag}><h3>Lite</h3>{''.join(more)}</{tag}>"
    try:
        found = stated(html(card, PRO))
    except Refused:
        return
    assert prices(found) <= BOTH


class Help(PlanSentences):
    name, vendor, product, region, currency = "help", "acme", "membership", "INTL", "USD"
    url, addresses = "https://acme.example/help", r"acme\.example/help"
    titles = r"lite|pro"


def test_a_sentence_says_what_a_plan_costs() -> None:
    text = "# Help\n\nThe Pro plan is available for $20 per month (US), with tax where it is due.\n\n- Lite: $10 per month or $100 per year\n"
    assert prices(stated(text, Help())) == {
        ("pro", "account", "P1M", "20"), ("lite", "account", "P1M", "10"), ("lite", "account", "P1Y", "100"),
    }  # fmt: skip


def test_a_sentence_in_other_words_is_named() -> None:
    found = stated("# Help\n\nLite is $10 per month.\n\nPro now goes for $20 per month.\n", Help())
    assert (prices(found), len(found.unread)) == ({("lite", "account", "P1M", "10")}, 1)


class Yuan(Acme):
    region, currency = "CN", "CNY"


@pytest.mark.parametrize("badge", ["产品首购", "新客专享", "<span>首购特惠</span> <span>可购1个</span>"])
@pytest.mark.parametrize(
    "amounts",
    [
        "<b>19.9</b><i>元</i><i>/</i><i>1个月</i><p>原价：40元/1个月</p>",
        "<p>19.9元/月 <del>40元/月</del></p>",
        "<p>￥19.9/月</p><p>￥40/月</p>",
    ],
)
def test_what_only_the_first_purchase_costs_is_no_price(badge: str, amounts: str) -> None:
    card = f"<h3>Lite</h3><p>{badge}</p><p>满足日常需求</p>{amounts}<p>工具</p>"
    [lite] = stated(html(card), Yuan()).offers
    assert (lite.price, [step.price for step in lite.charges]) == (40, [Decimal("19.9")])
    assert "40" in lite.evidence


def test_a_first_purchase_without_what_follows_costs_its_card() -> None:
    found = stated(html("<h3>Lite</h3><p>首购</p><p>¥19.9/月</p>", "<h3>Pro</h3><p>¥200/月</p>"), Yuan())
    assert [offer.plan for offer in found.offers] == ["pro"]
    assert [unread.name for unread in found.unread] == ["Lite"]


class Crossed(Acme):
    crossed_month = True


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("<s>$20</s> $18 / month, billed annually", {("pro", "account", "P1Y", "216"), ("pro", "account", "P1M", "20")}),
        ("$20 / month</p><p>For those who write software every day", {("pro", "account", "P1M", "20")}),
    ],
)  # fmt: skip
def test_what_is_crossed_out_beside_the_month_of_a_year_may_be_the_months_price(
    said: str, expected: set[tuple[str, str, str, str]]
) -> None:
    assert prices(stated(html(f"<h3>Pro</h3><p>{said}</p>"), Crossed())) == expected


def test_what_is_crossed_out_beside_a_month_is_not_guessed_at() -> None:
    with pytest.raises(PageChanged, match="crossed out"):
        stated(
            html("<h3>Pro</h3><p><s>$20</s> $18 / month</p><p>For those who write software</p>"), Crossed()
        )
