"""Tables that a text rendering flattened: the n-th value is the n-th tier's, or nothing is read."""

import pytest

from scrapers.page import Page
from scrapers.reading.document import Document
from scrapers.reading.tabular.flattened_tables import flat_tables
from scrapers.refusals import PageChanged

NAMES, LABELS = r"\w+ 套餐|用量包", r"定价|每 7 天限额|模型"
TABLE = """个人版
Lite 套餐
Pro 套餐
用量包
定价
原价 60 元/月
限时 39 元/月
原价 600 元/月
限时 499 元/月
100 元/个/月
20,000 Credits/个
每 7 天限额
2,500 Credits
40,000 Credits
无限制
模型
支持多种模型
套餐额度用完即止。
"""


def records(text):
    return [
        record
        for table in flat_tables(Document(Page(url="", body=text.encode())), NAMES, LABELS)
        for record in table.records()
    ]


def test_values_belong_to_the_tier_of_their_place():
    lite, pro, pack = records(TABLE)
    assert (lite.name, lite.one("定价").text) == ("Lite 套餐", "原价 60 元/月 限时 39 元/月")
    assert (pro.name, pro.one("每 7 天限额").text) == ("Pro 套餐", "40,000 Credits")
    assert (pack.name, pack.one("定价").lines) == ("用量包", ("100 元/个/月", "20,000 Credits/个"))


def test_a_row_without_amounts_may_hold_one_value_for_all():
    assert records(TABLE)[0].maybe("模型") is None


def test_the_line_above_the_tiers_is_kept_as_a_heading():
    (table,) = flat_tables(Document(Page(url="", body=TABLE.encode())), NAMES, LABELS)
    assert table.headings == ("个人版",)


@pytest.mark.parametrize(
    "lost", ["Pro 套餐\n", "限时 39 元/月\n原价 600 元/月\n", "40,000 Credits\n", "原价 60 元/月\n"]
)
def test_a_count_that_does_not_agree_is_refused(lost):
    text = TABLE.replace(lost, "", 1)
    if lost == "原价 60 元/月\n":
        assert records(text)[0].one("定价").text == "限时 39 元/月"
    else:
        with pytest.raises(PageChanged, match="values of"):
            records(text)


@pytest.mark.parametrize("name", ["Studio", "工作室版"])
def test_a_tier_never_seen_before_is_a_new_plan_where_each_name_has_its_price(name):
    for old in ("Pro 套餐", "用量包"):
        found = records(TABLE.replace(old, name, 1))
        assert [record.name for record in found] == [
            {old: name}.get(known, known) for known in ("Lite 套餐", "Pro 套餐", "用量包")
        ]
        assert [record.cells["定价"].text for record in found] == [
            record.cells["定价"].text for record in records(TABLE)
        ]


def test_what_stands_above_the_known_tiers_is_never_one():
    """个人版 is a heading that lost its mark; taken for a tier it would have Lite's price."""
    with pytest.raises(PageChanged, match="values of"):
        records(TABLE.replace("Lite 套餐", "Studio", 1))
