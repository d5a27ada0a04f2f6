"""Rendering: templates to files, with vendors' text made harmless and every link relative."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from reports.facts.plans.plan_facts import for_people
from reports.files.json_ld import embedded
from reports.output.sanitize import clean
from reports.question import LANGUAGES
from reports.site.cards.cards import ANSWER
from reports.site.extras import Written
from reports.site.facts import Facts
from reports.site.marks import Kept
from reports.site.rows import cup_heights
from reports.words.amounts import money
from reports.words.attribution import OFFICIAL, tongue, whose
from reports.words.catalogue import gettext, ngettext, pgettext
from reports.words.plan_names import title
from scrapers.vocabulary.brands import called

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'none'; "
    "base-uri 'none'; form-action 'none'"
)
OLD_HOURS = 36  # since the vendors were read: a night was missed
NAVIGATION = ("index", "pick", "plans", "pay", "compare", "value", "time", "article", "method")


class Pages:
    """Writes the pages of one site; `count` says how many it has written."""

    def __init__(
        self,
        facts: Facts,
        folder: Path,
        base_url: str | None,
        written: Written,
        cards: Mapping[str, Mapping[str, str]],
        before: Path,
    ) -> None:
        """`before` is the site whose place it takes: what it shows already is taken over."""
        self.facts, self.folder, self.base, self.written = facts, folder, _base(base_url), written
        self.before = before
        self.cards = cards
        self.count = 0
        self._jinja = environment()
        self._opening = {lang: facts.said(lang).lines() for lang in LANGUAGES}

    def write(self, lang: str, name: str, values: Mapping[str, Any]) -> None:
        """Render the page with this name in a language; pages in a folder share the folder's template."""
        template = self._jinja.get_template(f"{name.split('/')[0]}.html.j2")
        depth = "../" * (name.count("/") + 1)
        other = "zh" if lang == "en" else "en"
        path = f"{lang}/{name}.html"
        text = template.render(
            {
                "lang": lang,
                "other": other,
                **messages(lang),
                "root": depth,
                "path": path,
                "other_path": f"{other}/{name}.html",
                "page": name,
                "base": self.base,
                "policy": POLICY,
                "navigation": NAVIGATION,
                "day": self.facts.query.day,
                "rate": self._opening[lang][0],
                "notes": self.facts.notes,
                "whose": self._whose(lang),
                "read_at": self.facts.read_at,
                "old_hours": OLD_HOURS,
                "written": self.written,
                "card": self._card(lang, name),
                "kept": Kept(self.before / path, lang, depth),
                **values,
            }
        )
        self._save(path, text)

    def write_badges(self, lang: str, badges: Mapping[str, str]) -> None:
        """The badges of plans by the names of their pages."""
        (self.folder / "badge").mkdir(exist_ok=True)
        for slug, picture in badges.items():
            name = f"{slug}.svg" if lang == "en" else f"{slug}.{lang}.svg"
            (self.folder / "badge" / name).write_text(picture, encoding="utf-8")

    def write_front(self) -> None:
        """The page that chooses a language."""
        self._save(
            "index.html",
            self._jinja.get_template("front.html.j2").render(
                policy=POLICY,
                zh=messages("zh"),
                en=messages("en"),
                base=self.base,
                card=self._card("zh", "index"),
            ),
        )

    def _card(self, lang: str, page: str) -> str:
        """The picture of a page: a plan's own where it has one, else the answer's; nothing where none are drawn."""
        drawn = self.cards.get(lang, {})
        return drawn.get(page.removeprefix("plan/"), drawn.get(ANSWER, ""))

    def _whose(self, lang: str) -> str:
        """Whose numbers these are, where that must be said first."""
        kinds = set(self.facts.notes.provenance)
        return self._opening[lang][1] if "sample" in kinds or not kinds & {"scraped"} else ""

    def _save(self, path: str, text: str) -> None:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = (line.strip() for line in text.splitlines())
        target.write_text("\n".join(line for line in lines if line) + "\n", encoding="utf-8")
        self.count += 1


def messages(lang: str) -> dict[str, Callable[..., str]]:
    """What Jinja's i18n extension calls for the words of one page or picture."""
    return {said.__name__: partial(said, lang) for said in (gettext, ngettext, pgettext)}


def _base(url: str | None) -> str:
    return "" if not url else url.rstrip("/") + "/"


def environment() -> Environment:
    """The templates: everything is escaped, hidden characters are dropped, an unknown name is an error."""
    jinja = Environment(
        loader=PackageLoader("reports.site"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
        extensions=["jinja2.ext.i18n"],
    )
    jinja.filters |= {
        "breakable": breakable,
        "code": code,
        "embed": embed,
        "link": page_link,
        "money": money,
        "tongue": tongue,
    }
    jinja.globals |= {
        "cup_heights": cup_heights,
        "vendor_name": called,
        "plan_title": title,
        "words_of": whose,
        "official": OFFICIAL,
    }
    return jinja


def _harmless(value: Any) -> Any:
    return clean(value) if type(value) is str else value


def embed(value: Any) -> Markup:
    """A value as JSON that can stand inside a script element of data."""
    return Markup(embedded(value))


def code(text: str) -> Markup:
    """Text whose lines and blanks stay as they are, on one line of the page's source."""
    return Markup("&#10;").join(escape(clean(line)) for line in text.split("\n"))


def breakable(text: str) -> Markup:
    """Text whose lines may end after a full-width comma, where browsers keep it and a price together."""
    return Markup("，<wbr>").join(clean(part) for part in text.split("，"))


def page_link(url: str | None) -> str:
    """The address if a person can open a page there: no API, script or bare file."""
    return link(url) if url and for_people(url) else ""


def link(url: str | None) -> str:
    """The address if it is one a browser may be sent to, otherwise nothing."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
