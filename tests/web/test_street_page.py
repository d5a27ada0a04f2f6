"""Every price that a crawl of the street published leads back to the words on its page, also after unchanged nights."""

from pathlib import Path

from db.open import open_db
from pipeline.archive.trace import of_offer, quoted


def test_every_crawled_price_shows_its_words(db: Path) -> None:
    base, archive = open_db(db), db.with_name("seen-archive")
    offers = [
        row["offer"] for row in base.query("SELECT DISTINCT offer FROM states WHERE provenance = 'scraped'")
    ]
    assert len(offers) > 60
    for offer in offers:
        trace = of_offer(base, offer)
        assert trace is not None
        assert quoted(trace, trace.saved(archive)), offer
    base.close()
