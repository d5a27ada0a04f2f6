"""A light round: only those who say what is in stock are asked, and nothing but that is believed of them."""

from pathlib import Path

from crawler import codingplans, prices, rows
from street import Street, Visit

from scrapers.archive.saved_page import Saved

WITHOUT_BROWSER = {"CODINGPLANS_CHROMIUM": ""}
STATES = """SELECT offer, price, availability FROM observations JOIN offers ON offers.id = offer_id
            WHERE vendor = 'jdcloud' AND observations.ended IS NULL AND gone IS NULL AND availability IS NOT NULL
            ORDER BY observations.id"""
NEWS = "SELECT kind, offer, after FROM events WHERE id > ? ORDER BY offer"


def looked(street: Street, db: Path, tmp_path: Path) -> str:
    street.visits.clear()
    ran = codingplans(
        "crawl", "--stock", "--db", db, bases=street.bases, out=tmp_path / "out", env=WITHOUT_BROWSER
    )
    assert ran.status in (0, 1), ran.said
    return ran.said


def test_a_plan_back_in_stock_is_seen_and_a_price_beside_it_is_left_to_the_night(
    street: Street, db: Path, tmp_path: Path
) -> None:
    def sold_out(visit: Visit, saved: Saved) -> None:
        visit.page(saved, saved.body.replace("立即抢购".encode(), "已售罄".encode()).replace(b"200", b"20"))

    before = prices(db)
    [(last,)] = rows(db, "SELECT max(id) FROM events")
    street.faults["jdcloud-coding-plan-cn"] = sold_out
    looked(street, db, tmp_path)
    assert {(kind, after) for kind, _, after in rows(db, NEWS, last)} == {
        ("availability_changed", '{"availability": "SoldOut"}')
    }
    assert prices(db) == before
    street.clean()
    looked(street, db, tmp_path)
    assert ("availability_changed", '{"availability": "InStock"}') in [
        (kind, after) for kind, _, after in rows(db, NEWS, last)
    ]
    assert prices(db) == before


def test_a_round_asks_each_source_of_stock_once_and_nobody_else(
    street: Street, db: Path, tmp_path: Path
) -> None:
    looked(street, db, tmp_path)
    asked = [(seen.host, seen.path) for seen in street.visits if seen.path != "/robots.txt"]
    assert len(asked) == len(set(asked))
    assert 3 < len(asked) < 20
    hosts = {host for host, _ in asked}
    assert any("jdcloud" in host for host in hosts)
    assert not any("minimax" in host or "openai" in host for host in hosts)
    [(sources,)] = rows(
        db,
        "SELECT count(DISTINCT source) FROM reads JOIN crawls ON crawls.id = crawl_id "
        "WHERE started_at = (SELECT max(started_at) FROM crawls)",
    )
    assert sources < 20


def test_a_page_without_a_plan_ends_and_withdraws_nothing(street: Street, db: Path, tmp_path: Path) -> None:
    """Three rounds a day are no three nights: absence and doubt are the night's to judge."""

    def half(visit: Visit, saved: Saved) -> None:
        text = saved.body.decode()
        visit.page(
            saved, (text[: text.rindex('<div class="goods">')] + "</div></div></body></html>").encode()
        )

    absent, held = "SELECT * FROM absences ORDER BY 1", "SELECT * FROM holds ORDER BY id"
    before = prices(db), rows(db, absent), rows(db, held)
    street.faults["jdcloud-coding-plan-cn"] = half
    looked(street, db, tmp_path)
    assert (prices(db), rows(db, absent), rows(db, held)) == before
