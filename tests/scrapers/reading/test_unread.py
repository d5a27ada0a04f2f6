"""The smallest thing in doubt: what cannot be read costs itself, by name, and proves nothing about the rest."""

from collections.abc import Iterator, Sequence

import pytest

from db.open import open_db
from db.tables.states import states_at
from pipeline.outcomes import Crawl, crawl_of
from pipeline.publish.store import store
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.reading.document import Document, Record
from scrapers.reading.extract import read
from scrapers.reading.plan_cards import PlanCards
from scrapers.reading.plan_table import PlanTable
from scrapers.refusals import PageChanged, PageInDoubt, Refused
from scrapers.source import Source
from scrapers.spider import Reading
from scrapers.unread import Unread, each
from scrapers.vocabulary.plan_names import slug
from scrapers.vocabulary.prices.money import money

LITE, PRO, MAX = "| Lite | ¥40/月 |\n", "| Pro | ¥90/月 |\n", "| Max | ¥300/月 |\n"
HEAD = "# Plans\n\n| 套餐 | 价格 |\n| --- | --- |\n"
BROKEN = "| Pro | ¥90/月 or ¥91/月 |\n"


class Acme(Source):
    name, vendor, product, region = "acme-cn", "acme", "coding-plan", "CN"
    url = "https://acme.example/plans.md"
    addresses = r"acme\.example/plans"
    minimum = 3

    def offers(self, page: Page) -> Iterator[Offer | Unread]:
        (table,) = Document(page).tables
        return each(table.records("价格"), self._row, Record.quoted)

    def _row(self, record: Record) -> Iterator[Offer]:
        said = record.one("价格").said
        yield Offer(
            vendor="acme", product="coding-plan", plan=slug(record.name), plan_name=record.name, region="CN",
            period="P1M", currency="CNY", price=money(said, "CNY"), evidence=said,
        )  # fmt: skip


def page(*rows: str) -> Page:
    return Page(Acme.url, (HEAD + "".join(rows)).encode(), source="acme-cn")


def night(at: str, *rows: str) -> Crawl:
    source, seen = Acme(), page(*rows)
    try:
        stated = read(source, seen)
        reading = Reading(source, seen, stated.offers, unread=stated.unread)
    except Refused as refused:
        reading = Reading(source, seen, refused=refused)
    return crawl_of("acme", "live", at, [source], [reading])


def test_a_row_that_cannot_be_read_costs_itself_and_is_named_with_its_words() -> None:
    stated = read(Acme(), page(LITE, BROKEN, MAX))
    assert [offer.plan for offer in stated.offers] == ["lite", "max"]
    (unread,) = stated.unread
    assert (unread.name, unread.words) == ("Pro", "¥90/月 or ¥91/月")
    assert "¥91" in unread.message


def test_a_page_of_which_nothing_can_be_read_is_refused_with_the_first_reason() -> None:
    with pytest.raises(PageChanged, match="¥91"):
        read(Acme(), page(BROKEN))


def test_a_currency_in_doubt_concerns_the_whole_page() -> None:
    with pytest.raises(PageInDoubt) as refusal:
        read(Acme(), page(LITE, "| Pro | €90/月 |\n"))
    assert refusal.value.error == "PageChanged"


def test_one_id_with_two_values_concerns_the_whole_page() -> None:
    with pytest.raises(PageChanged, match="stands twice"):
        read(Acme(), page(LITE, "| Lite | ¥41/月 |\n", BROKEN))


def prices(nights: Sequence[Crawl]) -> dict[str, tuple[str, str, str | None]]:
    db = open_db(":memory:")
    for crawl in nights:
        store(db, crawl)
    return {
        state.offer.plan: (str(state.offer.price), state.last_seen[:10], state.ended)
        for state in states_at(db, "2026-12-01T00:00:00Z", "acme")
    }


def test_a_partial_read_is_seen_below_its_minimum_and_proves_no_absence() -> None:
    """A vendor's change of one tier took the whole vendor's prices with it, or would have ended the plan."""
    days = [f"2026-11-{day:02}T18:00:00Z" for day in range(1, 8)]
    nights = [night(days[0], LITE, PRO, MAX), *(night(day, LITE, BROKEN) for day in days[1:])]
    assert {(crawl.word, crawl.outcomes[0].word) for crawl in nights[1:]} == {("partial", "partial")}
    assert "'Pro' could not be read" in str(nights[1].message)
    assert prices(nights) == {
        "lite": ("40", "2026-11-07", None),
        "pro": ("90", "2026-11-01", None),
        "max": ("300", "2026-11-01", None),
    }


def test_a_row_that_is_gone_without_a_word_is_still_a_short_read() -> None:
    assert night("2026-11-01T18:00:00Z", LITE, MAX).outcomes[0].word == "short"


def test_a_partial_read_links_no_rename() -> None:
    """Pro may stand unread beside a new plan of its price: only a read that is whole may call that a rename."""
    renamed = night(
        "2026-11-02T18:00:00Z", LITE, "| Studio | ¥90/月 |\n", "| ¥1/月 | ¥2/月 |\n", MAX, "| Old | ? |\n"
    )
    assert renamed.outcomes[0].word == "partial"
    known = prices([night("2026-11-01T18:00:00Z", LITE, PRO, MAX), renamed])
    assert known["pro"] == ("90", "2026-11-01", None)


def test_a_plan_that_goes_on_under_a_new_name_is_never_gone() -> None:
    """The history knew of the rename; the old name's absence from the page is no second piece of news."""
    db = open_db(":memory:")
    days = [f"2026-11-{day:02}T18:00:00Z" for day in range(1, 7)]
    store(db, night(days[0], LITE, PRO, MAX))
    db.execute(
        "UPDATE offers SET successor_id = (SELECT id FROM offers WHERE plan = 'max') WHERE plan = 'pro'"
    )
    for day in days[1:]:
        store(db, night(day, LITE, MAX, "| Ultra | ¥900/月 |\n"))
    assert not db.execute("SELECT * FROM events WHERE kind = 'plan_gone'").fetchall()
    (ended,) = db.execute("SELECT ended FROM states WHERE plan = 'pro'").fetchone()
    assert ended == days[1]


class AcmeCards(PlanCards):
    name, vendor, product, region, currency = "acme-cards-cn", "acme", "coding-plan", "CN", "CNY"
    url = "https://acme.example/plans"
    addresses = r"acme\.example/plans"
    titles = "Lite|Pro|Max"
    period = "P1M"


@pytest.mark.parametrize(
    ("price", "unread"), [("¥面议", ["Pro"]), ("$ —", ["Pro"]), ("联系我们", []), ("Contact sales", [])]
)
def test_a_currency_without_an_amount_costs_its_card_by_name(price: str, unread: list[str]) -> None:
    cards = "".join(
        f"<div><h3>{tier}</h3><p>{said}</p><button>订阅</button></div>"
        for tier, said in (("Lite", "¥40/月"), ("Pro", price), ("Max", "¥300/月"))
    )
    stated = read(
        AcmeCards(),
        Page(AcmeCards.url, f"<html><body>{cards}</body></html>".encode(), source="acme-cards-cn"),
    )
    assert [offer.plan for offer in stated.offers] == ["lite", "max"]
    assert [one.name for one in stated.unread] == unread


def test_a_term_without_an_amount_beside_one_that_is_read_is_named() -> None:
    """The month was silently left out where the year beside it could be read."""
    card = "<div><h3>Lite</h3><p>¥ 面议 每月</p><p>¥400/年</p></div><div><h3>Pro</h3><p><b>¥</b><b>90</b>/月</p></div>"
    stated = read(
        AcmeCards(), Page(AcmeCards.url, f"<html><body>{card}</body></html>".encode(), source="acme-cards-cn")
    )
    assert [(offer.plan, offer.period) for offer in stated.offers] == [("lite", "P1Y"), ("pro", "P1M")]
    assert [(one.name, one.words) for one in stated.unread] == [("Lite", "¥ 面议 每月")]


class AcmeTable(PlanTable):
    name, vendor, product, region, currency = "acme-table-cn", "acme", "coding-plan", "CN", "CNY"
    url = "https://acme.example/plans.md"
    addresses = r"acme\.example/plans"


@pytest.mark.parametrize(("cell", "unread"), [("¥面议", 1), ("$ —", 1), ("面议", 0), ("—", 0), ("不支持", 0)])
def test_a_currency_without_an_amount_costs_its_cell_and_not_the_page(cell: str, unread: int) -> None:
    table = f"| 套餐 | 月付 | 年付 |\n| --- | --- | --- |\n| Lite | ¥40 | {cell} |\n| Pro | ¥90 | ¥900 |\n".encode()
    stated = read(AcmeTable(), Page(AcmeTable.url, table, source="acme-table-cn"))
    assert [(offer.plan, offer.period) for offer in stated.offers] == [
        ("lite", "P1M"),
        ("pro", "P1M"),
        ("pro", "P1Y"),
    ]
    assert [(one.name, one.words) for one in stated.unread] == [("Lite", cell)] * unread
