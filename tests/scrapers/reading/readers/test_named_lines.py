"""Lines that are a plan's name and its price, in headings, lists and plain text: each is a plan, what stands below it is none."""

import pytest

from scrapers.offer import Quota
from scrapers.page import Page
from scrapers.reading.cards.card import Card
from scrapers.reading.extract import Stated, read
from scrapers.reading.plan_cards import PlanCards
from scrapers.refusals import PageChanged
from scrapers.registry import named
from scrapers.vocabulary.use import quotas


class Acme(PlanCards):
    name, vendor, product, region, currency = "acme", "acme", "membership", "INTL", "USD"
    url, addresses = "https://acme.example/pricing", r"acme\.example/pricing"
    titles = r"free|lite|pro|team"


class AcmeUse(Acme):
    def quotas(self, card: Card) -> tuple[Quota, ...]:
        return quotas(" ".join(line.text for line in card.facts))


class AcmeYuan(Acme):
    currency, region = "CNY", "CN"


def stated(text: str, source: PlanCards | None = None) -> Stated:
    return read(source or Acme(), Page(Acme.url, text.encode()))


def prices(found: Stated) -> dict[str, str]:
    return {f"{one.plan}/{one.per}/{one.period}": str(one.price) for one in found.offers}


BELOW = "\n\nFor one person.\n\n- Up to 2 seats ($5 per additional seat)\n- Top-ups from $10/month\n\n"
TWO = {"lite/account/P1M": "20", "pro/account/P1M": "100"}


@pytest.mark.parametrize("dash", [" -- ", " — ", " – ", " - ", ": ", "：", " "])
def test_the_price_of_a_heading_is_the_only_one_of_its_section(dash: str) -> None:
    text = f"# Plans\n\n### Lite{dash}$20/mo{BELOW}### Pro{dash}$100/mo{BELOW}### Team\n\nContact us.\n"
    assert (prices(stated(text)), stated(text).unread) == (TWO, ())


@pytest.mark.parametrize(
    "text",
    [
        "# Seats\n\n- **Lite**: $20/mo\n- **Pro**: $100/mo, with more of everything.\n- **Free**: $0/mo\n\nThat is all.\n",
        "Lite — $20/mo\nGood for a start.\nPro — $100/mo\nFor daily work.\nFree — free\nOnce more.\n",
        "## Lite — $20/mo\n\n## Pro — $100/mo\n\n## Free — Free\n\nNothing.\n",
    ],
)
def test_lists_plain_lines_and_what_is_free(text: str) -> None:
    assert prices(stated(text)) == {**TWO, "free/account/P1M": "0"}


@pytest.mark.parametrize("said", ["99 元/月", "¥99/月", "99元/月", "¥ 99 / 月"])
def test_yuan_behind_the_number(said: str) -> None:
    found = stated(f"# 价格\n\n### Lite — {said}\n\n- 一\n\n### Free — 免费\n\n- 二\n", AcmeYuan())
    assert prices(found) == {"lite/account/P1M": "99", "free/account/P1M": "0"}


def test_a_tier_never_seen_before_in_a_heading_of_their_level_is_a_plan() -> None:
    text = "# Plans\n\n### Lite -- $20/mo\n\n### Ultra Max -- $300/mo\n\n### Pro -- $100/mo\n\nThat is all.\n"
    assert prices(stated(text)) == {**TWO, "ultra-max/account/P1M": "300"}


def test_a_name_and_a_price_among_plain_lines_is_in_doubt_and_costs_itself() -> None:
    found = stated("# Plans\n\n- Lite: $20/mo\n- Sidecar: $7/mo\n- Pro: $100/mo\n\nThat is all.\n")
    assert (prices(found), len(found.unread)) == (TWO, 1)


@pytest.mark.parametrize(
    "line",
    [
        "### Extra usage -- $10/mo",  # what is used is no tier
        "### Sidecar -- from $10/mo",
        "### Sidecar -- $10",
        "### How much is Lite? $10/mo",
        "#### Sidecar -- $10/mo",  # a heading of another level
    ],
)
def test_headings_of_something_else_are_no_plans(line: str) -> None:
    text = f"# Plans\n\n### Lite -- $20/mo\n\n### Pro -- $100/mo\n\n{line}\n\nAs needed.\n"
    assert prices(stated(text)) == TWO


def test_what_stands_below_a_heading_are_its_facts() -> None:
    text = "# Plans\n\n### Lite -- $20/mo\n\n- 500 requests/month\n\n### Pro -- $100/mo\n\n- 900 requests/month\n\n### Team\n\n- 9 requests/month\n"
    found = {
        one.plan: [(str(use.amount), use.unit) for use in one.quotas]
        for one in stated(text, AcmeUse()).offers
    }
    assert found == {"lite": [("500", "requests")], "pro": [("900", "requests")]}


KIMI = "# 会员\n\n### Andante — ¥49/月\n\n- Kimi Code 1 倍额度\n\n### Moderato — ¥99/月\n\n- Kimi Code 4 倍额度\n\n"


def test_kimi_s_headings_without_the_table_and_beside_one_that_contradicts_them() -> None:
    source = named("kimi-help-cn")
    found = read(source, Page(source.url, KIMI.encode()))  # type: ignore[arg-type]
    assert [(one.plan, str(one.price), str(one.quotas[0].amount)) for one in found.offers] == [
        ("andante", "49", "1"),
        ("moderato", "99", "4"),
    ]
    table = "| 套餐 | 连续包月 |\n|---|---|\n| Andante | ¥59/月 |\n| Moderato | ¥99/月 |\n"
    with pytest.raises(PageChanged, match="twice with different values"):
        read(source, Page(source.url, f"{KIMI}{table}".encode()))  # type: ignore[arg-type]
