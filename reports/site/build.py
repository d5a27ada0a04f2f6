"""Building the site: every page in every language, the charts they share, and the files beside them."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from markupsafe import Markup

from db.database import Database
from reports.facts.proof import PROOF_DAYS
from reports.optional import CHARTS, PICTURES, installed
from reports.output.uncollected import uncollected
from reports.pick.market import Market
from reports.question import LANGUAGES, BadQuestion, web_address
from reports.site.badges import badges
from reports.site.cards.cards import cards
from reports.site.cards.pictures import pictures
from reports.site.charts.draw import draw
from reports.site.extras import write_extras
from reports.site.facts import Facts, gather
from reports.site.pages import over_time, pay, pick
from reports.site.pages import plan as plan_page
from reports.site.pages import value as value_page
from reports.site.pages.front import tonight
from reports.site.pages.lists import article_page, compare_page, method_page, plans_page
from reports.site.render import Pages
from reports.site.swap import swapped_in

ASSETS = Path(__file__).with_name("assets")
PAGES = ("index", "pick", "plans", "pay", "compare", "value", "time", "article", "method")
MARK = ".codingplans-site"


@dataclass(frozen=True)
class Built:
    """A finished site: where it is, how many pages and charts it has."""

    folder: Path
    pages: int
    charts: int


@uncollected()
def build(
    db: Database,
    day: date,
    folder: Path,
    base_url: str | None = None,
    charts: bool = True,
    begin: Callable[[int], Callable[[], None]] = lambda _: lambda: None,
) -> Built:
    """Write the site of a day into a folder, whole or not at all; pages of plans that are gone are removed, other files stay.

    Charts and pictures are left out where the extra `charts` is not installed. `begin` is told how many charts, pictures and
    pages there are; what it answers is called after each.

    Raises BadQuestion for a folder that holds something else or a base address of no web page, NoRate before rates begin.
    """
    _refuse(folder)
    base_url = web_address(base_url)
    facts = gather(db, day)
    past = over_time.measured(facts)
    jobs = plan_page.jobs(facts) | over_time.jobs(past) | value_page.jobs(facts)
    shown = cards(facts) if charts and installed(PICTURES) else {}
    steps = len(jobs) + sum(map(len, shown.values())) + len(LANGUAGES) * (len(PAGES) + len(facts.plans))
    advance = begin(steps)
    drawn = draw(jobs, folder, advance) if charts and installed(CHARTS) else dict.fromkeys(jobs, Markup(""))
    with swapped_in(folder) as making:
        _begin(making)
        files = write_extras(db, day, making, base_url, folder)
        site = Pages(facts, making, base_url, files, pictures(shown, folder, making, advance), folder)
        answers, sold = pay.answers(facts), pick.sold_on(facts)
        for lang in LANGUAGES:
            site.write_badges(lang, badges(facts, lang))
            for name, values in pages(facts, lang, drawn, past, answers, sold):
                site.write(lang, name, values)
                advance()
        site.write_front()
    return Built(folder, site.count, sum(map(bool, drawn.values())))


def pages(
    facts: Facts, lang: str, drawn: Any, past: Any, answers: Any, sold: Market
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every page of one language: its name and the values of its template."""
    yield "index", tonight(facts, lang, answers)
    yield "pick", pick.pick_page(facts, sold, lang)
    yield "plans", plans_page(facts, lang)
    yield "pay", {"answers": pay.said(facts, answers, lang), "most": pay.MONTHS, "proof_days": PROOF_DAYS}
    yield "compare", compare_page(facts, lang)
    yield "value", value_page.value_page(facts, lang, drawn)
    yield "time", over_time.time_page(facts, lang, past, drawn)
    yield "article", article_page(facts, lang)
    yield "method", method_page(facts, lang)
    for plan in facts.plans:
        yield f"plan/{plan.slug}", plan_page.plan_page(facts, plan, lang, drawn)


def _refuse(folder: Path) -> None:
    """A folder of somebody else's files is not written into."""
    if folder.exists() and not folder.is_dir():
        raise BadQuestion(f"{folder} is a file; name a folder for the site")
    others = [one.name for one in folder.iterdir() if not one.name.startswith(".")] if folder.exists() else []
    if others and not (folder / MARK).exists():
        raise BadQuestion(
            f"{folder} holds other files ({others[0]}, …); name a new or empty folder for the site"
        )


def _begin(folder: Path) -> None:
    (folder / MARK).write_text(
        "made by codingplans site; remove this file to keep the folder from being overwritten\n"
    )
    (folder / ".nojekyll").touch()
    shutil.copytree(ASSETS, folder / "assets")
