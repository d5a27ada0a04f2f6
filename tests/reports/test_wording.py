"""Every report, page, feed and llms.txt in both languages: one language at a time, names for slugs, whole punctuation."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from story import crawl, hold

from db.curated.import_history import import_history
from db.database import Database
from db.open import open_db
from pipeline.archive.replay import run_offline
from reports.question import LANGUAGES, BadQuestion, ReportQuery
from reports.site.build import build
from reports.views.catalogue import NAMES, report
from reports.views.show import show_report
from scrapers.vocabulary.brands import BRANDS, called

DAY, ARTICLE = date(2026, 10, 6), date(2026, 5, 29)
CHINESE = re.compile(r"[㐀-鿿，。；：（）]")
HALF_WIDTH = re.compile(r"[㐀-鿿] ?[,;:?!()] ?[㐀-鿿]")
PLURAL = re.compile(
    r"(?<![\w.,/–-])1 (?:days|months|prices|plans|parts|periods|states|changes|years|looks|readings|cups)\b"
)
# A report has no marks of language: what a page or a curator says stands in quotes or behind one of these.
QUOTED = re.compile(
    r"[“(][^”]*”|(?:Evidence|Official page|Sample page) ?(?:\([^)]*\))?:.*|Source: .*|Not counted, unconfirmed: .*"
    r"|(?:依据|官网原文|示例页面)(?:（[^）]*）)?：.*|来源：.*|未证实、未计入：.*|`[^`]*`|\{.*|\([a-z0-9-]+/[^)]*\)|^'[^']*'"
)
OWN_WORDS = {"v0", "zed", "amp", "bolt"}  # brands whose English name is their slug
SLUGS = "|".join(
    sorted((re.escape(brand) for brand in BRANDS if brand not in OWN_WORDS), key=len, reverse=True)
)
SLUG = re.compile(rf"(?<![\w/.@`#=&-])(?:{SLUGS})(?:/[a-z]|(?= (?:[A-Z]|[㐀-鿿]|\d+ 个))| [a-z-]+-plan)")


class Read(HTMLParser):
    """The words of a page in its own language: without code, and without what is marked as another language."""

    _VOID = ("meta", "link", "input", "br", "path", "circle", "use", "img", "line", "rect")

    def __init__(self, text: str, lang: str) -> None:
        super().__init__()
        self.lang, self.words, self._open, self._block = lang, [""], [("", True)], 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        said = (given.get("lang") or self.lang).startswith(self.lang) and self._open[-1][1]
        said = said and tag not in ("script", "style", "code", "pre")
        said = said and not (tag == "bdi" and "lang" in given)  # evidence, whoever's words they are
        if said:
            self.words += [given.get(name) or "" for name in ("aria-label", "title", "placeholder")]
        if tag == "meta" and given.get("name") == "description":
            self.words.append(given.get("content") or "")
        if tag not in self._VOID:
            self._open.append((tag, said))
        if tag not in ("bdi", "span", "strong", "a", "b", "time", "output"):
            self.words.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in [name for name, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass
        self.words.append("") if tag in ("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3") else None

    def handle_data(self, data: str) -> None:
        if self._open[-1][1]:
            self.words[-1] += data


@pytest.fixture(scope="module")
def known() -> Database:
    """The curated history and the sample pages, a hold of a kind and a source that fails."""
    db = open_db(":memory:")
    import_history(db)
    run_offline(db)
    for place, rule in enumerate(("large", "all_tiers", "disagree", "nobody wrote this down")):
        offer = f"qoder/qoder/pro/CN/account/P{place + 1}M/CNY"
        hold(db, "2026-09-20T02:00:00Z", rule=rule, offer=offer, vendor="qoder")
    crawl(db, "2026-10-05T02:00:00Z", "dns", "no address is known for acme.example", vendor="devin")
    return db


@pytest.fixture(scope="module")
def site(known: Database, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("worded") / "site"
    build(known, DAY, folder, "https://example.org", charts=False)
    return folder


def _queries(lang: str) -> Iterator[tuple[str, ReportQuery]]:
    for name in NAMES:
        for day in (ARTICLE, DAY):
            for plan in ("zhipu", "qoder", "bailian", "xfyun") if name == "history" else ("",):
                yield name, ReportQuery(day=day, lang=lang, plan=plan, width=200)
    yield "cost", ReportQuery(day=DAY, lang=lang, switch=True)


def _reported(db: Database, lang: str) -> Iterator[tuple[str, str]]:
    contents = [(name, report(db, name, query)) for name, query in _queries(lang)]
    for plan in ("智谱 Lite", "team-standard", "Kimi Code Starter", "qoder/qoder/pro/CN"):
        try:
            contents.append(
                ("show", show_report(db, ReportQuery(day=DAY, lang=lang, plan=plan, region="CN")))
            )
        except BadQuestion as error:  # the command line's errors are English
            yield from [("show", str(error))] if lang == "en" else []
    for name, content in contents:
        lines = [content.title, *content.opening, *content.closing]
        for section in content.sections:
            quoted = {at for at, column in enumerate(section.columns) if column.wrap}
            lines += [section.title, *section.text, *(column.heading for column in section.columns)]
            lines += [
                cell for line in section.lines for at, cell in enumerate(line.cells) if at not in quoted
            ]
        yield from ((name, line) for line in lines)


def _published(folder: Path, lang: str) -> Iterator[tuple[str, str]]:
    for page in sorted((folder / lang).rglob("*.html")):
        for words in Read(page.read_text(encoding="utf-8"), lang).words:
            yield page.name, words
    for feed in (folder / "feeds").glob("*.zh.xml" if lang == "zh" else "*.xml"):
        if lang == "zh" or ".zh." not in feed.name:
            for line in re.split(r"<[^>]+>|&lt;/?p&gt;", feed.read_text(encoding="utf-8")):
                yield feed.name, line
    if lang == "en":
        yield from (("llms.txt", line) for line in (folder / "llms.txt").read_text("utf-8").splitlines())


Said = dict[str, set[tuple[str, str]]]


@pytest.fixture(scope="module")
def said(known: Database, site: Path) -> Said:
    """Everything that is said in a language in its own words, with the report or page that says it."""
    return {lang: set(_own(known, site, lang)) for lang in LANGUAGES}


def _own(known: Database, site: Path, lang: str) -> Iterator[tuple[str, str]]:
    for place, words in (*_reported(known, lang), *_published(site, lang)):
        if own := " ".join(QUOTED.sub("", words).split()):
            yield place, own


def test_english_says_nothing_in_chinese_but_what_is_quoted(said: Said) -> None:
    assert {one for one in said["en"] if CHINESE.search(one[1])} == set()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_slug_stands_for_a_name(said: Said, lang: str) -> None:
    assert {one for one in said[lang] if SLUG.search(one[1])} == set()


def test_marks_between_chinese_words_are_of_full_width(said: Said) -> None:
    assert {one for one in said["zh"] if HALF_WIDTH.search(one[1])} == set()


def test_one_of_a_thing_is_no_plural(said: Said) -> None:
    assert {one for one in said["en"] if PLURAL.search(one[1])} == set()


@pytest.mark.parametrize(
    ("lang", "asked", "answer"),
    [
        ("en", "ds", "DeepSeek sells no plan; pay-as-you-go only."),
        ("zh", "深度求索", "DeepSeek 没有套餐，仅按量付费。"),
        ("zh", "ＤｅｅｐＳｅｅｋ", "DeepSeek 没有套餐，仅按量付费。"),
        ("zh", "百川", "百川智能 没有套餐，仅按量付费。"),
    ],
)
def test_who_asks_for_a_vendor_without_a_plan_is_told_so(
    known: Database, lang: str, asked: str, answer: str
) -> None:
    with pytest.raises(BadQuestion, match=re.escape(answer)):
        report(known, "history", ReportQuery(day=DAY, lang=lang, plan=asked))
    with pytest.raises(BadQuestion, match=re.escape(answer)):
        show_report(known, ReportQuery(day=DAY, lang=lang, plan=asked))


def test_a_name_that_may_mean_two_vendors_finds_both(known: Database) -> None:
    found = report(known, "history", ReportQuery(day=DAY, plan="字节"))
    assert {"volcengine", "trae"} <= {str(row["offer"]).split("/")[0] for row in found.rows}
    assert called("volcengine") in found.sections[0].title or called("trae") in found.sections[0].title
