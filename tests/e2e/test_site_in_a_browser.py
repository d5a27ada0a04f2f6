"""The site in a real browser: switches, filters, deep links, comparison, the calculator, charts, accessibility."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from db.reading import open_read_only
from reports.site.build import build
from scrapers.vocabulary.plan_titles import plan_title

AT_ONCE = "document.documentElement.style.scrollBehavior = 'auto'"
NAMES = (
    "index",
    "pick",
    "plans",
    "pay",
    "compare",
    "value",
    "time",
    "article",
    "method",
    "plan/zhipu_coding-plan_lite_cn",
)
Open = Callable[..., Page]


@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", "zh"), ("en-GB", "en"), ("fr-FR", "en")])
def test_the_front_page_follows_the_browsers_language(base: str, locale: str, lang: str, look: Open) -> None:
    page = look(f"{base}/index.html", locale=locale)
    page.wait_for_url(f"**/{lang}/index.html")
    assert page.locator("html").get_attribute("lang") == {"zh": "zh-Hans", "en": "en"}[lang]


def test_the_language_switch_keeps_the_page_and_its_state(base: str, look: Open) -> None:
    page = look(f"{base}/en/plans.html#vendor=zhipu&sort=year")
    page.click("#language")
    page.wait_for_url("**/zh/plans.html#vendor=zhipu&sort=year")
    assert page.locator("select[name=vendor]").input_value() == "zhipu"
    expect(page.locator("h1")).to_have_text("全部套餐")


def test_light_and_dark(base: str, look: Open) -> None:
    page = look(f"{base}/en/index.html", color_scheme="light")
    paper = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(paper)
    page.click("#theme")
    assert page.evaluate(paper) != light
    assert page.locator("#theme").get_attribute("aria-pressed") == "true"
    dark = page.evaluate(paper)
    page.reload()
    assert page.evaluate(paper) == dark
    assert look(f"{base}/en/index.html", color_scheme="dark").evaluate(paper) == dark


def _shown(page: Page, name: str) -> list[str]:
    return page.eval_on_selector_all(
        "#plans tbody tr", f"rows => rows.filter(row => !row.hidden).map(row => row.dataset.{name})"
    )


def test_sort_by_the_keyboard(base: str, look: Open) -> None:
    page = look(f"{base}/en/plans.html")
    button = page.get_by_role("button", name="¥ per month")
    button.focus()
    page.keyboard.press("Enter")
    prices = [float(one) for one in _shown(page, "monthly")]
    assert prices == sorted(prices)
    page.keyboard.press("Enter")
    assert [float(one) for one in _shown(page, "monthly")] == sorted(prices, reverse=True)
    assert page.locator("th[data-key=monthly]").get_attribute("aria-sort") == "descending"
    assert page.url.endswith("#sort=monthly&down=1")


def test_filter_and_share_the_address(base: str, look: Open) -> None:
    page = look(f"{base}/en/plans.html")
    everything = len(_shown(page, "offer"))
    page.select_option("select[name=region]", "CN")
    page.select_option("select[name=period]", "P1M")
    page.fill("input[name=max]", "50")
    page.check("input[name=sale]")
    found = _shown(page, "offer")
    assert 0 < len(found) < everything
    assert all("/CN/" in one and "/P1M/" in one for one in found)
    assert max(float(one) for one in _shown(page, "monthly")) <= 50
    total = page.locator("#plans tbody tr").count()
    expect(page.locator("#shown")).to_contain_text(f"{len(found)} of {total} plans")
    again = look(page.url)
    assert _shown(again, "offer") == found
    again.click("button[type=reset]")
    assert len(_shown(again, "offer")) == everything
    assert "#" not in again.url


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", "没有符合条件的套餐"), ("en", "No plan fits these filters")]
)
def test_filters_that_leave_nothing_say_so(lang: str, words: str, served: str, look: Open) -> None:
    page = look(f"{served}/{lang}/plans.html#q=nobody-sells-this")
    expect(page.locator("#none")).to_contain_text(words)
    page.click("button[type=reset]")
    expect(page.locator("#none")).to_be_hidden()
    assert page.locator("select[name=sort] option").first.inner_text() != "#"


def test_the_head_of_the_list_stays_on_a_desk_and_cards_are_short_on_a_phone(served: str, look: Open) -> None:
    desk = look(f"{served}/en/plans.html", width=1440)
    desk.evaluate(f"{AT_ONCE}; scrollTo(0, 3000)")
    assert 0 <= desk.locator("#plans thead th").first.bounding_box()["y"] < 5
    tablet = look(f"{served}/en/plans.html", width=900)
    tablet.evaluate(AT_ONCE)
    tablet.locator(".table.whole").evaluate("table => { table.scrollIntoView(); table.scrollTop = 3000; }")
    tops = [tablet.locator(one).bounding_box()["y"] for one in (".table.whole", "#plans thead th >> nth=0")]
    assert abs(tops[0] - tops[1]) < 5
    phone = look(f"{served}/en/plans.html", width=360)
    heights = phone.eval_on_selector_all(
        "#plans tbody tr:not([hidden])", "rows => rows.map(row => row.offsetHeight)"
    )
    assert sorted(heights)[len(heights) // 2] < 260
    assert max(heights) < 480


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_row_of_pages_shows_where_more_are_and_which_is_open(lang: str, served: str, look: Open) -> None:
    page = look(f"{served}/{lang}/index.html", width=360)
    nav = page.locator("nav")
    expect(nav).to_have_class(re.compile("after"))
    page.goto(f"{served}/{lang}/method.html")
    expect(nav).to_have_class("before")
    box = page.locator("nav [aria-current]").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_filter_by_quota_and_model(base: str, look: Open) -> None:
    page = look(f"{base}/en/plans.html#unit=requests&model=glm-5")
    assert _shown(page, "offer") == ["bailian/coding-plan/pro/CN/account/P1M/CNY"]


def test_compare_keeps_its_choice_in_the_address(base: str, look: Open) -> None:
    two = "zhipu/coding-plan/lite/CN/account/P1M/CNY,claude/membership/pro/INTL/account/P1M/USD"
    page = look(f"{base}/en/compare.html#offers={two}")
    heads = page.locator("#compared thead th")
    assert heads.all_inner_texts() == ["Zhipu GLM Coding Plan Lite\nmonth", "Claude Pro\nmonth"]
    assert page.locator("#compared tbody tr", has_text="Pay today").first.locator("td").all_inner_texts() == [
        "¥118",
        "$20",
    ]
    page.select_option("select[name=pick3]", "minimax/token-plan/plus/CN/account/P1M/CNY")
    assert heads.count() == 3
    assert look(page.url).locator("#compared thead th").count() == 3


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_compare_begins_with_two_plans_that_have_something_to_compare(
    lang: str, base: str, look: Open
) -> None:
    """Once it opened on two plans of which nothing was known, four empty rows and half of the second off the screen."""
    page = look(f"{base}/{lang}/compare.html", width=360)
    assert page.locator("#compared thead th").count() == 2
    rows = [row.locator("td").all_inner_texts() for row in page.locator("#compared tbody tr").all()]
    assert [row for row in rows if set(row) == {"–"}] == []
    assert len({tuple(row) for row in rows if any(each.startswith("¥") for each in row)}) >= 2
    quotas = page.locator("#compared tbody tr", has_text={"zh": "额度", "en": "Quota"}[lang]).first
    assert "–" not in quotas.locator("td").all_inner_texts()
    assert not re.search(r"\w/[\w-]+/\w", page.locator("#compared").inner_text())
    assert page.evaluate("(box => box.scrollWidth - box.clientWidth)(document.querySelector('.table'))") <= 0
    first = page.locator("#compared tbody th").first
    assert first.evaluate("one => getComputedStyle(one).position") == "sticky"


@pytest.mark.parametrize("months", [1, 12])
def test_the_calculator_says_what_the_command_line_says(
    base: str, months: int, look: Open, costs: Callable[[int, bool], Any]
) -> None:
    page = look(f"{base}/en/pay.html")
    page.evaluate("value => { const range = document.getElementById('months'); range.value = value;"
                  " range.dispatchEvent(new Event('input', {bubbles: true})); }", months)  # fmt: skip
    for way in costs(months, True)["cheapest"]:
        page.set_checked("input[name=switch]", way["switch"])
        page.select_option("select[name=region]", way["region"])
        expect(page.locator("#both")).to_have_text(f"¥{way['cost_cny']} · ${way['cost_usd']}")
        steps = page.locator("#steps li")
        assert steps.count() == len(way["steps"])
        for shown, step in zip(steps.all(), way["steps"], strict=True):
            assert f"{step['times']} × " in shown.inner_text()
            assert step["charge"] in shown.inner_text()
            called = (step[name] for name in ("vendor", "product", "plan", "region", "plan_name"))
            assert plan_title(*called) in shown.inner_text()
    assert f"months={months}" in page.url


def test_staying_with_one_offer_costs_what_the_command_line_says(
    served: str, look: Open, costs: Callable[[int, bool], Any]
) -> None:
    rows = [one for one in costs(3, False)["rows"] if (one["region"], one["per"]) == ("CN", "account")]
    page = look(f"{served}/en/pay.html#months=3&region=CN")
    shown = page.locator("#single tr td:nth-child(3)").all_inner_texts()
    assert shown == [f"¥{one['cost_cny']}" for one in rows[: len(shown)]]


def test_a_chart_has_the_right_last_value_and_its_words(base: str, look: Open) -> None:
    page = look(f"{base}/en/plan/zhipu_coding-plan_lite_cn.html")
    chart = page.locator("[data-offer='zhipu/coding-plan/lite/CN/account/P1M/CNY'] .chart")
    assert chart.get_attribute("data-last") == "118"
    assert "¥118 per month" in (chart.get_attribute("aria-label") or "")
    assert "118" in chart.locator("svg text").all_text_contents()
    assert chart.locator("svg").bounding_box()["height"] > 100
    colour = chart.locator("svg [stroke='var(--chart-price)']").first.evaluate(
        "one => getComputedStyle(one).stroke"
    )
    assert colour == "rgb(138, 75, 31)"


def test_pointing_at_a_chart_says_its_nearest_mark_and_a_price_that_never_moved_is_a_sentence(
    base: str, look: Open
) -> None:
    page = look(f"{base}/en/plan/zhipu_coding-plan_lite_cn.html")
    section = page.locator("[data-offer='zhipu/coding-plan/lite/CN/account/P1M/CNY']")
    box = section.locator(".chart svg").bounding_box()
    assert box["width"] < section.bounding_box()["width"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + box["height"] * 0.5)
    expect(section.locator(".tip")).to_have_text(re.compile(r"^¥49 · 2026-\d\d-\d\d – 2026-\d\d-\d\d$"))
    page.mouse.move(1, 1)
    expect(section.locator(".tip")).to_be_hidden()
    assert section.locator(".legend li").count() >= 2
    page.goto(f"{base}/en/plan/claude_membership_pro_intl.html")
    for term in page.locator(".term").all():
        said = "unchanged since" in term.locator("figcaption").inner_text()
        assert said != bool(term.locator(".chart, .legend").count())


def test_break_even_is_worked_out_in_the_plans_unit(served: str, look: Open) -> None:
    page = look(f"{served}/en/value.html")
    page.locator("details.own > summary").click()
    form = page.locator("form.even").first
    form.locator("input[name=usage]").fill("50000")
    form.locator("input[name=price]").fill("5")
    row = (
        page.locator("section.group tr", has_text="Bailian Coding Plan Pro")
        .filter(has_text="Mainland China")
        .first
    )
    expect(row.locator(".verdict")).to_have_text("saves ¥50.00; breaks even at 40,000 requests")
    form.locator("input[name=usage]").fill("100000")
    expect(row.locator(".verdict")).to_have_text("quota is below your usage")


def test_what_a_month_buys_is_answered_first_and_sorted_by_any_column(served: str, look: Open) -> None:
    page = look(f"{served}/en/value.html")
    expect(page.locator("p.lead")).to_contain_text("StepFun Step Plan Max")
    shown = page.locator("#worth tbody tr:visible")
    expect(shown.first).to_contain_text("57.2×")
    page.locator("#worth th[data-key=month] button").click()
    prices = [float(row.get_attribute("data-month") or "") for row in shown.all()]
    assert prices == sorted(prices)
    page.locator("#worth th[data-key=tokens] button").click()
    expect(page.locator("#worth th[data-key=tokens]")).to_have_attribute("aria-sort", "descending")
    page.select_option("#worth-filters select[name=model]", "kimi-k3")
    page.select_option("#worth-filters select[name=region]", "CN")
    assert {row.get_attribute("data-model") for row in shown.all()} == {"kimi-k3"}
    assert {row.get_attribute("data-region") for row in shown.all()} == {"CN"}


def test_a_point_of_the_value_chart_says_which_plan_it_is(served: str, look: Open) -> None:
    page = look(f"{served}/zh/value.html")
    point = page.locator("#worth-chart [data-t*='Step Plan Max']").first
    assert point.locator("title").text_content() == point.get_attribute("data-t")
    point.dispatch_event("click")
    expect(page.locator("#worth-point")).to_contain_text("57.2 倍")
    words = page.locator("#worth-chart svg text").all_text_contents()
    assert {"月价（元）", "每月按 API 价的用量（元）"} <= set(words)
    assert any("Step Plan Max" in text for text in words)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_phone_never_scrolls_sideways(lang: str, base: str, look: Open) -> None:
    page = look(f"{base}/{lang}/index.html", width=360)
    for name in NAMES:
        page.goto(f"{base}/{lang}/{name}.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name


@pytest.mark.parametrize(("lang", "width", "theme"), [("zh", 360, "light"), ("en", 1200, "dark")])
def test_no_serious_fault_of_accessibility(
    lang: str, width: int, theme: str, served: str, look: Open
) -> None:
    page = look(f"{served}/{lang}/index.html", width=width, color_scheme=theme)
    for name in NAMES:
        page.goto(f"{served}/{lang}/{name}.html")
        found = Axe().run(page).response["violations"]
        assert [
            (name, one["id"], [node["html"][:120] for node in one["nodes"][:3]])
            for one in found if one["impact"] in ("serious", "critical", "moderate")
        ] == []  # fmt: skip


def test_the_first_key_skips_to_the_content(served: str, look: Open) -> None:
    page = look(f"{served}/en/plans.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_scripts_the_prices_are_there(served: str, look: Open) -> None:
    page = look(f"{served}/en/plans.html", java_script_enabled=False)
    assert page.locator("#plans tbody tr").count() > 100
    assert not page.locator("#filters").is_visible()


def test_printed_it_is_light_and_without_tools(served: str, look: Open) -> None:
    page = look(f"{served}/en/index.html", color_scheme="dark")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert not page.locator("nav").is_visible()


def test_a_page_that_nobody_renews_says_so_by_itself(
    database: Path, browser: Browser, tmp_path: Path
) -> None:
    """No server tells it: the reader's clock and the moment of the last reading do."""
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(tmp_path / "live.db")) as copy:
        source.backup(copy)
        copy.execute("UPDATE crawls SET kind = 'live'")
        copy.commit()
    folder = build(
        open_read_only(tmp_path / "live.db"), date(2026, 10, 6), tmp_path / "www", charts=False
    ).folder
    page = browser.new_context().new_page()
    for at, old in (
        ("2026-10-07T12:00:00Z", False),
        ("2026-10-08T12:00:00Z", True),
        ("2027-10-07T12:00:00Z", True),
    ):
        page.clock.set_fixed_time(at)
        page.goto(f"{(folder / 'zh/index.html').as_uri()}")
        expect(page.locator("#old-page")).to_be_visible(visible=old)
    assert "本页已停止更新：价格截至 2026-10-06" in page.locator("#old-page").inner_text()
    without = browser.new_context(java_script_enabled=False).new_page()
    without.goto((folder / "en/index.html").as_uri())
    expect(without.locator("time").first).to_have_text(
        re.compile(r"Vendors last read 2026-10-06 \d\d:\d\d UTC")
    )
