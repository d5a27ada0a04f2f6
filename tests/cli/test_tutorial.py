"""The worked example of docs/adding-a-vendor.md is the source that the program has, and reads the table it shows."""

import re

from places import ROOT

from scrapers.page import Page
from scrapers.reading.extract import read
from scrapers.vendors.xfyun.docs import CodingPlanDocs

DOC = (ROOT / "docs" / "adding-a-vendor.md").read_text(encoding="utf-8")
CODE = (ROOT / "scrapers" / "vendors" / "xfyun" / "docs.py").read_text(encoding="utf-8")


def test_the_source_of_the_tutorial_is_the_program_s_own() -> None:
    source, *_ = re.findall(r"^```python\n(.*?)^```", DOC, re.M | re.S)
    assert source in CODE


def test_the_source_of_the_tutorial_reads_the_table_of_the_tutorial() -> None:
    [body] = re.findall(r"^```html\n(.*?)^```", DOC, re.M | re.S)
    page = Page(url=CodingPlanDocs.url, body=f"<html>{body}</html>".encode())
    offers = read(CodingPlanDocs(), page).offers
    assert [(one.plan, one.period, str(one.price), one.availability, len(one.quotas)) for one in offers] == [
        ("carefree", "P1M", "19", "Discontinued", 0),
        ("professional", "P1M", "39", None, 2),
        ("professional", "P3M", "111", None, 1),
    ]
