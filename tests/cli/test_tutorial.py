"""The worked example of docs/adding-a-vendor.md reads its own page."""

import re
from typing import Any

from places import ROOT

from scrapers.page import Page
from scrapers.reading.extract import read

DOC = (ROOT / "docs" / "adding-a-vendor.md").read_text(encoding="utf-8")
NAMES = """
from collections.abc import Iterator
from scrapers.reading.document import Document
from scrapers.vocabulary.money import amounts
from scrapers.vocabulary.plan_names import clean, slug
from scrapers.offer import Offer
from scrapers.page import Page
from scrapers.vocabulary.select import one
from scrapers.source import Source
from scrapers.vocabulary.stock import availability
from scrapers.vocabulary.use import quotas
"""


def test_the_source_of_the_tutorial_reads_the_table_of_the_tutorial() -> None:
    source, tiers, *_ = re.findall(r"^```python\n(.*?)^```", DOC, re.M | re.S)
    [body] = re.findall(r"^```html\n(.*?)^```", DOC, re.M | re.S)
    there: dict[str, Any] = {}
    exec(NAMES + tiers + source, there)
    page = Page(url=there["XfyunPlans"].url, body=f"<html>{body}</html>".encode())
    offers = read(there["XfyunPlans"](), page).offers
    assert [(one.plan, one.period, str(one.price), one.availability, len(one.quotas)) for one in offers] == [
        ("carefree", "P1M", "19", "Discontinued", 0),
        ("professional", "P1M", "39", None, 2),
        ("professional", "P3M", "111", None, 1),
    ]
