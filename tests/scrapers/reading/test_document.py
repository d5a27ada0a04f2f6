"""One view of a page: Markdown, HTML and text say the same; tables are read by their words."""

import pytest
from lxml import html
from places import CASES

from scrapers.page import Page
from scrapers.reading.document import Document, Heading, Table, Text, cell
from scrapers.reading.extract import read
from scrapers.refusals import NotAPricePage, PageChanged, Truncated
from scrapers.registry import owner

MARKDOWN = """# 套餐

说明文字 **重点**。

## 价格

| 套餐 | Lite | Pro |
| --- | --- | --- |
| **价格** | ~~¥80~~ ¥40/月 | ¥200/月 |
| 用量 | 每 5 小时 1,200 次 | 每 5 小时 6,000 次 |

**一行粗体**
"""
HTML = """<html><head><title>套餐</title><style>.a { color: red }</style></head><body><h1>套餐</h1>
<p>说明文字 <b>重点</b>。</p><h2>价格</h2><div><table>
<tr><th>套餐</th><th>Lite</th><th>Pro</th></tr>
<tr><td><b>价格</b></td><td><del>¥80</del> ¥40/月</td><td>¥200/月</td></tr>
<tr><td>用量</td><td>每 5 小时 1,200 次</td><td>每 5 小时 6,000 次</td></tr></table></div>
<p><strong>一行粗体</strong></p><script>var price = "¥1";</script></body></html>"""
BY_COLUMN = (
    "| 价格 | 套餐 | 用量 |\n|---|---|---|\n| ¥40/月 | Lite | 1,200 次 |\n| ¥200/月 | Pro | 6,000 次 |\n"
)


def _document(body: str) -> Document:
    return Document(Page(url="https://docs.example/plans", body=body.encode()))


@pytest.mark.parametrize("body", [MARKDOWN, HTML], ids=["markdown", "html"])
def test_blocks_in_reading_order(body: str) -> None:
    blocks = _document(body).blocks
    assert [type(block) for block in blocks] == [Heading, Text, Heading, Table, Text]
    heading, intro, _, table, last = blocks
    assert heading == Heading(1, "套餐")
    assert isinstance(intro, Text)
    assert intro.text == "说明文字 重点。"
    assert isinstance(table, Table)
    assert table.headings == ("套餐", "价格")
    assert isinstance(last, Text)


@pytest.mark.parametrize("body", [MARKDOWN, HTML], ids=["markdown", "html"])
def test_what_is_struck_through_is_kept_apart(body: str) -> None:
    lite, pro = _document(body).tables[0].records("价格")
    assert (lite.name, pro.name) == ("Lite", "Pro")
    price = lite.one("价格")
    assert (price.text, price.struck, price.said) == ("¥40/月", "¥80", "¥40/月 ¥80")
    assert pro.one("价格").struck == ""


@pytest.mark.parametrize(
    "price",
    [
        "<s>¥80</s> ¥40",
        "<del>¥80</del> ¥40",
        "<strike>¥80</strike>¥40",
        '<span style="text-decoration: line-through">¥80</span> ¥40',
        '<span style="color:red;text-decoration:line-through;"><b>¥</b>80</span> ¥40',
    ],
)
def test_ways_to_strike_through(price: str) -> None:
    read = cell(html.fromstring(f"<td>{price}</td>"))
    assert (read.text, read.struck) == ("¥40", "¥80")


@pytest.mark.parametrize("body", [HTML, MARKDOWN, BY_COLUMN], ids=["html", "markdown", "by column"])
def test_plans_may_be_rows_or_columns(body: str) -> None:
    records = _document(body).tables[0].records("价格")
    assert [(record.name, record.one("价格").text) for record in records] == [
        ("Lite", "¥40/月"),
        ("Pro", "¥200/月"),
    ]
    assert records[1].maybe("模型") is None


@pytest.mark.parametrize(
    "rows",
    [
        "| 套餐 | Lite | Pro |\n|---|---|---|\n| 用量 | 1 次 | 2 次 |\n",  # no price at all
        "| 套餐 | Lite | Pro |\n|---|---|---|\n| 价格 | ¥1 | ¥2 |\n| 价格 | ¥3 | ¥4 |\n",  # two rows of that label
        "| 甲 | Lite | Pro |\n|---|---|---|\n| 价格 | ¥1 | ¥2 |\n",  # no line of names
    ],
)
def test_a_table_whose_words_do_not_decide_is_refused(rows: str) -> None:
    with pytest.raises(PageChanged):
        _document(f"# 套餐\n\n{rows}").tables[0].records("价格")


def test_two_rows_with_one_label_are_refused() -> None:
    table = "| 套餐 | Lite |\n|---|---|\n| 价格 | ¥1 |\n| 用量 | 1 次 |\n| 用量 | 2 次 |\n"
    with pytest.raises(PageChanged):
        _document(f"# 套餐\n\n{table}").tables[0].records("价格")


def test_spans_fill_every_cell_they_cover() -> None:
    body = """<table><tr><th rowspan="2">套餐</th><th colspan="2">价格</th></tr><tr><th>月</th><th>年</th></tr>
    <tr><td>Lite</td><td>¥40</td><td>¥400</td></tr></table>"""
    rows = [[part.text for part in row] for row in _document(body).tables[0].rows]
    assert rows == [["套餐", "价格", "价格"], ["套餐", "月", "年"], ["Lite", "¥40", "¥400"]]


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>Lite</td><td>¥40</td></tr><tr><td>Pro</td></tr></table>",
        '<table><tr><td colspan="100000000">Lite</td></tr></table>',
        '<table><tr><td rowspan="0">Lite</td></tr></table>',
    ],
)
def test_a_table_that_is_no_grid_is_refused(body: str) -> None:
    with pytest.raises(PageChanged):
        _ = _document(body).tables


def test_a_table_in_a_table_is_its_own() -> None:
    body = "<table><tr><td>外<table><tr><td>内</td></tr></table></td></tr></table>"
    assert [[part.text for part in row] for row in _document(body).tables[0].rows] == [["外 内"]]


def test_scripts_and_styles_are_silent() -> None:
    assert "¥1" not in _document(HTML).text
    assert "color" not in _document(HTML).text


def test_text_keeps_its_lines() -> None:
    assert _document("Lite\n\n  ¥40/月  \n<不是标签>\n").lines == ["Lite", "¥40/月", "<不是标签>"]


def test_front_matter_and_jsx_are_no_words() -> None:
    document = _document(
        '---\ntitle: 价格\n---\n\n# 套餐\n\n<Card style={{ color: "red" }}>\n\n¥40/月\n\n</Card>\n'
    )
    assert document.text == "套餐 ¥40/月"


@pytest.mark.parametrize(
    "body",
    [
        "<p>Lite ¥4",
        "<div>Lite</div><div>¥40</di",
        "# 套餐\n\nLite 每月 ¥4",
        "Lite\n¥1,",
        "Lite\n￥",
        "<table><tr><td>¥40</td></tr>",
        "# 套餐\n\n| 套餐 | 价格 |\n|---|---|\n| Lite | ¥40/月",
    ],
)
def test_a_body_that_breaks_off_is_truncated(body: str) -> None:
    with pytest.raises(Truncated):
        _document(body)


CASE = CASES / "markdown" / "begins_with_div.md"
INTRO = "https://platform.minimaxi.com/docs/token-plan/intro.md"


@pytest.mark.parametrize(
    "start", ['<div align="center">\n\n</div>', "<p>Plans</p>", "<!-- a note -->\n<h1>Plans</h1>"]
)
def test_markdown_that_begins_with_a_tag_is_markdown(start: str) -> None:
    text = CASE.read_text(encoding="utf-8").replace('<div align="center">\n\n</div>', start)
    offers = read(owner(INTRO), Page(url=INTRO, body=text.encode())).offers
    assert [str(offer.price) for offer in offers] == ["49", "119", "469"]


@pytest.mark.parametrize(
    "text",
    [
        "# Plans\n\nPlus costs ¥49/月 now.",
        "<html><body><p>MiniMax Token Plan Plus, for developers: ¥1.5k/月</p></body></html>",
    ],
)
def test_a_page_that_shows_a_price_nobody_reads_has_changed(text: str) -> None:
    with pytest.raises(PageChanged, match="not read"):
        read(owner(INTRO), Page(url=INTRO, body=text.encode()))


@pytest.mark.parametrize("text", ["# Plans\n\nFrom ¥20/月 on.", "# Models\n\nM2 costs ¥4 / 百万 tokens."])
def test_a_page_without_the_price_of_a_plan_states_none(text: str) -> None:
    with pytest.raises(NotAPricePage):
        read(owner(INTRO), Page(url=INTRO, body=text.encode()))
