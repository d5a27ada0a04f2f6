"""The site as files: every link leads somewhere, nothing comes from elsewhere, vendors' text does no harm."""

import errno
import re
import shutil
from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from story import empty, hold_state, offer, past
from typer.testing import CliRunner

from cli.main import app
from reports.facts.plans.plan_facts import for_people
from reports.question import LANGUAGES, BadQuestion, ReportQuery
from reports.site.build import MARK, build
from reports.site.charts.draw import one
from reports.site.charts.specifications import filled
from reports.site.pages.over_time import _ends
from reports.site.render import POLICY, Pages, link
from reports.site.rows import cup_heights
from reports.views.answer import answer_report
from reports.words.amounts import money
from scrapers.about.vendor_facts import facts_of
from scrapers.offer import KEY
from scrapers.vocabulary.plan_titles import plan_title

DAY = date(2026, 10, 4)
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> =cmd()|'/c' \u202eevil\u2066 🧋 {{ 7*7 }} </script>"


class Seen(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "out"
    build(past(), DAY, folder, "https://example.org/plans", charts=False)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    db = empty()
    mean = {"plan_name": HOSTILE, "evidence": HOSTILE, "models": [HOSTILE],
            "quotas": [{"amount": 5, "unit": "requests", "window": "P1M"}]}  # fmt: skip
    hold_state(db, offer(**mean), "2026-09-01T00:00:00Z", url="javascript:alert(3)")
    hold_state(db, offer(**{**mean, "price": 50}), "2026-09-20T00:00:00Z", url="javascript:alert(3)")
    for plan, amount in (("pro", 6), ("max", 7)):
        quotas = [{"amount": amount, "unit": "requests", "window": "P1M"}]
        hold_state(
            db,
            offer(**{**mean, "plan": plan, "price": amount * 10, "quotas": quotas}),
            "2026-09-01T00:00:00Z",
        )
    folder = tmp_path_factory.mktemp("hostile") / "out"
    build(db, DAY, folder)
    return folder


def _pages(folder: Path) -> Iterator[tuple[Path, Seen]]:
    for page in sorted(folder.rglob("*.html")):
        yield page, Seen(page.read_text(encoding="utf-8"))


def test_every_page_is_there_in_both_languages(site: Path) -> None:
    names = [
        {page.relative_to(site / lang).as_posix() for page in (site / lang).rglob("*.html")}
        for lang in LANGUAGES
    ]
    assert names[0] == names[1]
    assert {
        "index.html",
        "plans.html",
        "pay.html",
        "compare.html",
        "value.html",
        "time.html",
        "article.html",
        "method.html",
    } < names[0]
    assert "plan/claude_membership_pro_intl.html" in names[0]


def test_every_link_leads_to_a_file_and_nothing_is_loaded_from_elsewhere(site: Path) -> None:
    missing = []
    for page, seen in _pages(site):
        for tag, attributes in seen.tags:
            for name in ("href", "src"):
                target = urlsplit(attributes.get(name) or "")
                if target.scheme and tag == "a":
                    continue
                if target.scheme:
                    assert (tag, target.netloc) == ("link", "example.org"), (page, target)
                    assert (site / unquote(target.path).removeprefix("/plans/")).is_file(), target
                elif target.path and not (page.parent / unquote(target.path)).is_file():
                    missing.append((page.name, target.path))
                assert not target.path.startswith("/") or target.scheme
    assert missing == []


def test_every_page_has_the_policy_and_keeps_to_it(site: Path, hostile: Path) -> None:
    for folder in (site, hostile):
        for page, seen in _pages(folder):
            policies = [one["content"] for tag, one in seen.tags if tag == "meta" and one.get("http-equiv")]
            assert policies == [POLICY], page
            for tag, attributes in seen.tags:
                assert not [name for name in attributes if name == "style" or name.startswith("on")], (
                    page,
                    tag,
                )
                assert tag not in ("style", "iframe", "object", "base")
                data = attributes.get("type") in ("application/json", "application/ld+json")
                assert tag != "script" or data or (attributes.get("src") or "").find("assets/") >= 0


def test_the_front_page_is_the_answer_and_links_to_the_fact_check(site: Path) -> None:
    """The same plan, runner-up, sentences and proof as `report answer` has, for each region."""
    for lang in LANGUAGES:
        said = answer_report(past(), ReportQuery(day=DAY, lang=lang))
        page = unescape(re.sub("<[^>]+>", "", (site / lang / "index.html").read_text(encoding="utf-8")))
        for row in said.rows:
            if row["answer"] in ("best", "runner_up"):
                assert (
                    plan_title(
                        *(row[name] for name in ("vendor", "product", "plan", "region", "plan_name")),
                        lang=lang,
                    )
                    in page
                )
        assert (
            'href="../zh/article.html"'
            in (site / "zh" / "index.html").read_text(encoding="utf-8").split("<main", 1)[1]
        )


def test_a_page_says_its_language_and_where_the_other_is(site: Path) -> None:
    for lang, tag in (("zh", "zh-Hans"), ("en", "en")):
        seen = Seen((site / lang / "plan" / "claude_membership_pro_intl.html").read_text(encoding="utf-8"))
        assert next(one["lang"] for name, one in seen.tags if name == "html") == tag
        alternates = {
            one["hreflang"]: one["href"] for name, one in seen.tags if name == "link" and "hreflang" in one
        }
        assert set(alternates) == {"zh-Hans", "en"}
        assert alternates["en"] == "https://example.org/plans/en/plan/claude_membership_pro_intl.html"


def test_the_day_and_the_rate_are_on_every_page(site: Path) -> None:
    for page, _ in _pages(site):
        if page.parent != site:
            assert "2026-10-04 · 1 " in page.read_text(encoding="utf-8"), page


def test_vendors_text_is_text(hostile: Path) -> None:
    for page, seen in _pages(hostile):
        text = page.read_text(encoding="utf-8")
        assert "alert(1)</script>" not in text.replace("&lt;script&gt;alert(1)&lt;/script&gt;", ""), page
        assert not re.search("[\u202e\u2066]", text), page
        assert "<img" not in text.replace('<img class="badge-picture" src="../../badge/', "")
        assert not [one for _, one in seen.tags if "javascript:" in (one.get("href") or "")]
    said = (hostile / "en" / "plan" / "acme_coding-plan_lite_cn.html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in said
    assert "🧋" in said
    assert "{{ 7*7 }}" in said


def test_words_in_a_chart_stay_words() -> None:
    points = [{"x": 10, "y": 5, "t": f'1.2345 class="a" {HOSTILE}'}, {"x": 20, "y": 9, "t": "two"}]
    svg = one(("pareto", {"best": points, "rest": []}))
    seen = Seen(svg)
    assert {tag for tag, _ in seen.tags} <= {"svg", "g", "path", "line", "text"}
    assert '1.2345 class="a"' in svg
    assert not [
        name for _, attributes in seen.tags for name in attributes if name in ("style", "class", "onerror")
    ]


def test_what_a_point_says_is_words_too() -> None:
    point = {"x": 10, "y": 5, "t": "one", "dy": -9, "d": f'@"q" {HOSTILE}'}
    svg = one(
        (
            "worth",
            {"best": [point], "rest": [{"x": 20, "y": 9, "d": "@two"}], "axes": [{"x": "¥", "y": "use"}]},
        )
    )
    seen = Seen(svg)
    assert {tag for tag, _ in seen.tags} <= {"svg", "g", "path", "line", "text", "title"}
    said = [attributes["data-t"] for _, attributes in seen.tags if "data-t" in attributes]
    assert sorted(said) == sorted([f'"q" {HOSTILE}', "two"])
    assert not re.search(r"aria-label|<script", svg)


def test_a_chart_without_its_numbers_is_not_drawn_from_old_ones() -> None:
    assert [data["values"] for data in filled("lines", {})["data"] if "values" in data] == [[]] * 6


def test_a_night_without_prices_says_so(tmp_path: Path) -> None:
    build(empty(), DAY, tmp_path / "out")
    assert "没有价格" in (tmp_path / "out" / "zh" / "index.html").read_text(encoding="utf-8")
    for page in ("plans", "pay", "compare", "value", "time", "article", "method"):
        assert (tmp_path / "out" / "en" / f"{page}.html").is_file()


def test_the_same_day_twice_is_the_same_site_and_pages_of_gone_plans_go(site: Path, tmp_path: Path) -> None:
    old, mine = tmp_path / "en" / "plan" / "old.html", tmp_path / "CNAME"
    old.parent.mkdir(parents=True)
    for one_file in (old, mine, tmp_path / MARK):
        one_file.write_text("old")
    build(past(), DAY, tmp_path, "https://example.org/plans", charts=False)
    assert not old.exists()
    assert mine.exists()
    for page, _ in _pages(site):
        assert page.read_bytes() == (tmp_path / page.relative_to(site)).read_bytes(), page


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    with pytest.raises(BadQuestion, match=r"letter\.txt"):
        build(past(), DAY, tmp_path, charts=False)
    assert [one.name for one in tmp_path.iterdir()] == ["letter.txt"]


def test_a_build_that_fails_leaves_the_site_before_it_whole(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    (folder / "CNAME").write_text("prices.example\n")
    before = contents(folder)
    monkeypatch.setattr(Pages, "write_front", full_disk)
    with pytest.raises(OSError, match="No space left"):
        build(past(), DAY, folder, charts=False)
    assert contents(folder) == before


def full_disk(pages: Pages) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "javascript:alert(1)", "example.org", "http://", "http://[", ""]
)
def test_an_address_no_browser_opens_is_no_base(url: str, tmp_path: Path) -> None:
    with pytest.raises(BadQuestion, match="base address"):
        build(past(), DAY, tmp_path / "site", url, charts=False)
    assert not (tmp_path / "site").exists()


def test_an_unknown_day_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["site", str(tmp_path / "out"), "--db", str(tmp_path / "none.db")])
    assert "no such database" in str(result.exception)


@pytest.mark.parametrize(
    ("url", "kept"),
    [("https://z.ai/a", True), ("http://z.ai", True), ("javascript:alert(1)", False), ("//z.ai", False),
     ("data:text/html,x", False), ("", False), (None, False), ("https://[", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert bool(link(url)) is kept


@pytest.mark.parametrize(
    ("cups", "full", "more"),
    [(1.25, [1, 0.25], 0), (5.0, [1] * 5, 0), (0.4, [0.4], 0), (168.4, [1] * 20, 148)],
)
def test_cups_are_drawn_as_far_as_they_go(cups: float, full: list[float], more: int) -> None:
    assert cup_heights(cups) == (full, more)


def test_money_has_its_sign() -> None:
    assert [money("49", "CNY"), money("-3", "USD"), money(None, "CNY"), money("1", "EUR")] == [
        "¥49",
        "−$3",
        "–",
        "EUR 1",
    ]
    assert len(KEY) == 7


def test_every_plan_page_links_to_the_pages_where_a_person_reads_and_buys(site: Path) -> None:
    """Once a script chunk and an API stood there as the vendor's page."""
    unlinked = set()
    for page, seen in _pages(site):
        if page.parent.name != "plan":
            continue
        addresses = [
            one["href"] or "" for tag, one in seen.tags if tag == "a" and "//" in (one.get("href") or "")
        ]
        assert [address for address in addresses if not for_people(address)] == [], page
        if not addresses:
            unlinked.add(page.name.split("_")[0])
    assert [vendor for vendor in sorted(unlinked) if facts_of(vendor).pages] == []


def test_every_row_of_the_list_links_to_a_page_for_people(site: Path) -> None:
    _, seen = next((page, seen) for page, seen in _pages(site) if page.name == "plans.html")
    linked = [one["href"] or "" for tag, one in seen.tags if tag == "a" and "//" in (one.get("href") or "")]
    assert len(linked) > 200
    assert all(for_people(address) for address in linked)


@pytest.mark.parametrize("ends", [(13.5, 4.0), (5.0, 4.9), (4.0, 4.0, 4.0), (0.02, 0.01)])
def test_the_values_at_the_ends_of_lines_do_not_lie_on_each_other(ends: tuple[float, ...]) -> None:
    lines = {name: [{"p": max(ends)}, {"p": end}] for name, end in zip("abc", ends, strict=False)}
    pixel = max(ends) / 120  # no pixel of the plot is worth more
    places = sorted(label["dy"] - label["p"] / pixel for (label,) in _ends(lines).values())
    assert len(places) == len(ends)
    assert all(below - above >= 14 for above, below in pairwise(places))
