"""Another vendor's plan, or another product's, is never read as the page's own, and never costs the page its own."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from captured import captured, provenance
from places import CASES, SAMPLES
from strangers import beside

from db.open import open_db
from pipeline.outcomes import crawl_of
from pipeline.publish.store import store
from reports.facts.source_reads import source_reads
from scrapers.page import Page
from scrapers.reading.extract import Stated, read
from scrapers.reading.html.markup import markup
from scrapers.refusals import NotAPricePage, Refused, UnknownSource
from scrapers.registry import named, owner, sources
from scrapers.spider import Reading
from scrapers.vocabulary.brands import brands_named

CASES = CASES / "whose_plan"
BAILIAN = "https://help.aliyun.com/zh/model-studio/coding-plan"
MINIMAX = "https://platform.minimaxi.com/docs/token-plan/intro.md"
KIMI = "https://www.kimi.com/help/membership/membership-pricing"
CLAUDE = "https://claude.com/pricing"
GLM_DOCS = "https://docs.bigmodel.cn/cn/coding-plan/overview.md"


def _read(url: str, text: str) -> Stated:
    return read(owner(url), Page(url=url, body=text.encode()))


def _prices(stated: Stated) -> dict[str, str]:
    return {f"{offer.product}/{offer.plan}": str(offer.price) for offer in stated.offers}


@pytest.mark.parametrize(
    ("case", "url"),
    [
        ("bailian_foreign_table.md", BAILIAN),
        ("bailian_foreign_table2.md", BAILIAN),
        ("bailian_foreign_table3.md", BAILIAN),
        ("intl_foreign.md", "https://www.alibabacloud.com/help/en/model-studio/coding-plan.md"),
        ("mm_foreign.md", MINIMAX),
        ("mm_foreign_intl.md", "https://platform.minimax.io/docs/token-plan/intro.md"),
        ("claude_foreign.md", CLAUDE),
    ],
)
def test_a_page_of_others_plans_is_no_price_page(case: str, url: str) -> None:
    with pytest.raises(NotAPricePage, match="not ours"):
        _read(url, (CASES / case).read_text(encoding="utf-8"))


def test_a_row_of_another_vendor_is_named_and_costs_only_itself() -> None:
    stated = _read(BAILIAN, (CASES / "bailian_mixed.md").read_text(encoding="utf-8"))
    assert _prices(stated) == {"coding-plan/pro": "200"}
    assert not stated.unread
    assert [(one.name, one.words) for one in stated.others] == [("GLM Coding Plan Lite", "¥118/月")]


def test_rows_that_name_another_never_become_plans_beside_rows_in_doubt() -> None:
    try:
        found = _prices(_read(KIMI, (CASES / "kimi_foreign.md").read_text(encoding="utf-8")))
    except Refused:
        return
    assert set(found) == {"membership/andante"}


TABLE = "# Coding Plan\n\n| 套餐 | {label} | 价格 |\n|---|---|---|\n| Pro 高级套餐 | {own} | ¥200/月 |\n| {name} | {said} | ¥40/月 |\n"


@pytest.mark.parametrize(
    ("name", "label", "said"),
    [
        ("火山方舟 Coding Plan Lite", "说明", "入门"),
        ("Coding Plan Lite（火山方舟）", "说明", "入门"),
        ("Lite", "厂商", "火山方舟"),
        ("Lite", "服务商", "智谱"),
        ("Lite", "品牌", "Kimi"),
        ("Lite", "产品名称", "GLM Coding Plan"),
        ("ＧＬＭ Lite", "说明", "入门"),
        ("阿里云 通义灵码 专业版", "说明", "入门"),
        ("Ｃｕｒｓｏｒ　Pro", "说明", "入门"),
        ("腾讯云 Token Plan", "说明", "入门"),
    ],
)
def test_a_name_or_a_column_of_vendors_says_whose_a_row_is(name: str, label: str, said: str) -> None:
    stated = _read(BAILIAN, TABLE.format(name=name, label=label, said=said, own="阿里云百炼"))
    assert _prices(stated) == {"coding-plan/pro": "200"}
    assert len(stated.others) == 1


@pytest.mark.parametrize(
    ("name", "label", "said"),
    [
        ("Lite", "支持模型", "GLM-5, Kimi-K2.5, MiniMax-M2.5"),
        ("Lite", "支持模型", "Doubao、GLM、Kimi"),
        ("Lite", "适用工具", "Claude Code, Cursor, Cline"),
        ("Lite", "额度", "相当于 Claude Pro 的 3 倍"),
        ("百炼 Lite（支持 GLM、Kimi）", "说明", "入门"),
        ("Lite（兼容 Claude Code）", "说明", "入门"),
        ("Lite for Claude Code", "说明", "入门"),
    ],
)
def test_models_tools_and_comparisons_never_make_a_row_anothers(name: str, label: str, said: str) -> None:
    stated = _read(BAILIAN, TABLE.format(name=name, label=label, said=said, own="Qwen3-Coder"))
    assert len(stated.offers) == 2
    assert not stated.others


@pytest.mark.parametrize(
    "heading", ["## 火山方舟", "## GLM Coding Plan 套餐价格", "### Cursor 与 Copilot", "## Token Plan 个人版"]
)
def test_a_table_under_anothers_heading_is_not_ours(heading: str) -> None:
    own = "# Coding Plan\n\n| 套餐 | 价格 |\n|---|---|\n| Pro | ¥200/月 |\n\n"
    stated = _read(BAILIAN, f"{own}{heading}\n\n| 套餐 | 价格 |\n|---|---|\n| Lite | ¥40/月 |\n")
    assert _prices(stated) == {"coding-plan/pro": "200"}
    assert len(stated.others) == 1


@pytest.mark.parametrize(
    "title",
    ["**火山方舟**", "GLM Coding Plan 套餐价格", "<b>Cursor</b>", "Token Plan 个人版：", "Kimi 会员价格:"],
)
def test_a_table_under_anothers_title_is_not_ours(title: str) -> None:
    own = "# Coding Plan\n\n百炼的套餐：\n\n| 套餐 | 价格 |\n|---|---|\n| Pro | ¥200/月 |\n\n"
    stated = _read(BAILIAN, f"{own}{title}\n\n| 套餐 | 价格 |\n|---|---|\n| Lite | ¥40/月 |\n")
    assert _prices(stated) == {"coding-plan/pro": "200"}
    assert len(stated.others) == 1


@pytest.mark.parametrize(
    "title",
    ["支持 GLM、Kimi 等模型的套餐", "额度是 Claude Pro 的 3 倍", "在 Cursor 中使用：", "与 GLM 一同提供。"],
)
def test_words_about_models_and_tools_above_a_table_leave_it_ours(title: str) -> None:
    stated = _read(BAILIAN, f"# Coding Plan\n\n{title}\n\n| 套餐 | 价格 |\n|---|---|\n| Pro | ¥200/月 |\n")
    assert _prices(stated) == {"coding-plan/pro": "200"}


@pytest.mark.parametrize(
    "heading",
    [
        "## 在 Claude Code、Cursor 中使用的套餐",
        "## 支持 GLM 与 Kimi 的套餐",
        "## 工具：Claude Code",
        "## Qwen3-Coder",
    ],
)
def test_a_heading_about_tools_or_models_leaves_a_table_ours(heading: str) -> None:
    stated = _read(BAILIAN, f"# Coding Plan\n\n{heading}\n\n| 套餐 | 价格 |\n|---|---|\n| Pro | ¥200/月 |\n")
    assert _prices(stated) == {"coding-plan/pro": "200"}


def test_cards_under_anothers_heading_are_not_ours() -> None:
    own = "# Plans\n\n## Claude\n\n### Free\n\n$0\n\n### Pro\n\n$20 per month\n\nBilled monthly.\n\n"
    stated = _read(
        CLAUDE,
        f"{own}## ChatGPT\n\n### Plus\n\n$25 per month\n\n### Max\n\n$99 per month\n\n## Questions\n\nNone.\n",
    )
    assert _prices(stated) == {"membership/free": "0", "membership/pro": "20"}


def test_a_page_whose_title_names_only_another_is_another_vendors() -> None:
    page = "<html><head><title>Pricing | Cursor</title></head><body><h3>Pro</h3><p>$20 per month</p><h3>End</h3></body></html>"
    with pytest.raises(NotAPricePage, match="another vendor"):
        _read(CLAUDE, page)


def test_a_page_that_leads_only_to_anothers_plans_is_another_vendors() -> None:
    page = "# Plans\n\n[Subscribe](https://bigmodel.cn/glm-coding)\n\n| 套餐 | 价格 |\n|---|---|\n| Lite | ¥40/月 |\n"
    with pytest.raises(NotAPricePage, match="another vendor"):
        _read(BAILIAN, page)


def test_a_page_that_never_speaks_of_its_vendor_and_twice_of_another_is_another_vendors() -> None:
    page = "# 订阅套餐\n\n讯飞星辰 MaaS 平台的套餐。\n\n| 套餐 | 价格 |\n|---|---|\n| 专业版 | ¥39/月 |\n\n请登录讯飞开放平台购买。\n"
    with pytest.raises(NotAPricePage, match="another vendor"):
        _read(BAILIAN, page)


@pytest.mark.parametrize("name", ["Token Plan Lite", "TokenPlan Lite", "Token Plan 个人版 Lite"])
def test_a_row_of_another_product_is_never_read_as_this_product(name: str) -> None:
    rows = f"| Pro | ¥200/月 |\n| {name} | 原价 ¥40/月 限时 ¥19.9/月 |\n"
    stated = _read(BAILIAN, f"# 订阅套餐\n\n| 套餐 | 价格 |\n|---|---|\n{rows}")
    assert _prices(stated) == {"coding-plan/pro": "200"}
    assert [one.name for one in stated.others] == [name]


def test_a_heading_says_which_of_its_own_products_a_vendor_sells_under_it() -> None:
    table = "| | **Plus** | **Max** |\n|---|---|---|\n| **价格** | ¥49 /月 | ¥119 /月 |\n"
    url = "https://platform.minimaxi.com/docs/pricing/coding-plan.md"
    assert _prices(_read(url, f"# 订阅\n\n## Token Plan\n\n{table}")) == {
        "token-plan/plus": "49",
        "token-plan/max": "119",
    }
    assert _prices(_read(url, f"# 订阅\n\n{table}")) == {"coding-plan/plus": "49", "coding-plan/max": "119"}


def test_extract_names_what_is_not_ours(capfd: pytest.CaptureFixture[str]) -> None:
    from cli.extract import extract

    extract(CASES / "bailian_mixed.md", BAILIAN)
    out, err = capfd.readouterr()
    assert [offer["plan"] for offer in json.loads(out)] == ["pro"]
    assert json.loads(err)["unread"] == "GLM Coding Plan Lite"
    assert json.loads(err)["message"].startswith("not ours")


def test_a_whole_reading_says_in_health_what_it_left_out(tmp_path: Path) -> None:
    source, text = owner(BAILIAN), (CASES / "bailian_mixed.md").read_text(encoding="utf-8")
    page = Page(url=BAILIAN, body=text.encode(), final_url=BAILIAN, source=source.name)
    stated = read(source, page)
    reading = Reading(source, page, stated.offers, None, stated.unread, stated.others)
    crawl = crawl_of("bailian", "live", "2026-11-27T18:30:00Z", [source], [reading])
    assert [(outcome.word, outcome.unread) for outcome in crawl.outcomes] == [("ok", ())]
    db = open_db(tmp_path / "plans.db")
    store(db, crawl)
    [row] = source_reads(db, "2026-11-28T00:00:00Z").values()
    assert row.failing_since is row.partial_since is None
    assert "GLM Coding Plan Lite" in (row.message or "")


def _values(stated: Stated) -> list[str]:
    return sorted(str(replace(offer, evidence="…")) for offer in stated.offers)


def _subjects() -> Iterator[Any]:
    for path in sorted(SAMPLES.glob("*/*/body.*")):
        said = json.loads((path.parent / "page.json").read_text(encoding="utf-8"))
        checked = path.parent / "offers.json"
        if checked.is_file() and json.loads(checked.read_text(encoding="utf-8")):
            yield pytest.param(path, said, id=f"{path.parent.parent.name}/{path.parent.name}")


@pytest.mark.parametrize(("path", "said"), list(_subjects()))
def test_a_stranger_beside_a_vendors_plans_changes_nothing(path: Path, said: dict[str, Any]) -> None:
    source, text = named(said["source"]), path.read_text(encoding="utf-8")
    own = read(source, Page(url=said["url"], body=text.encode()))
    random = Random(said["url"])
    for with_stranger in (page for _ in range(3) for page in beside(text, source.vendor, random)):
        found = read(source, Page(url=said["url"], body=with_stranger.encode()))
        assert _values(found) == _values(own)
        assert not found.unread


def _nameless(vendor: str, text: str) -> bool:
    """Whether a page says less than twice whose it is, such as one cut down to its table: nothing tells it from another's."""
    return sum(brands_named(line) == [vendor] for line in set(_bare(text).splitlines())) < 2 and not any(
        vendor in brands_named(title) for title in re.findall(r"<title[^>]*>([^<]+)", text)
    )


def _bare(text: str) -> str:
    """The text with a blank in place of all markup."""
    ends, starts = [0], list[int]()
    for start, end in markup(text):
        starts.append(start)
        ends.append(end)
    return " ".join(text[end:start] for end, start in zip(ends, [*starts, len(text)], strict=True))


def _taken(vendor: str, body: bytes) -> list[str]:
    """The sources of other vendors that read a page of this vendor as their own."""
    taken = []
    for source in sources():
        if source.vendor != vendor:
            try:
                read(source, Page(url=source.url, body=body))
            except Refused:
                continue
            taken.append(source.name)
    return taken


@pytest.mark.parametrize("vendor", sorted({source.vendor for source in sources()}))
def test_no_source_takes_another_vendors_sample(vendor: str) -> None:
    pages = [path for path in SAMPLES.glob(f"{vendor}/*/body.*")]
    assert {
        str(path): taken
        for path in pages
        if not _nameless(vendor, path.read_text(encoding="utf-8"))
        if (taken := _taken(vendor, path.read_bytes()))
    } == {}


def _captured(shared: Path) -> Iterator[tuple[str, Path]]:
    """Each captured page that says whose it is, with its vendor."""
    for row in provenance(shared):
        path = captured(shared, row["file"])
        try:
            vendor = owner(row["url"]).vendor
        except UnknownSource:
            continue
        if not _nameless(vendor, path.read_text(encoding="utf-8", errors="replace")):
            yield vendor, path


@pytest.mark.shared
@pytest.mark.parametrize("part", range(6))
def test_no_source_takes_another_vendors_capture(part: int, shared: Path) -> None:
    pages = list(_captured(shared))[part::6]
    assert {str(path): taken for vendor, path in pages if (taken := _taken(vendor, path.read_bytes()))} == {}
