"""Drawing: charts as small SVG that a page's style sheet colours.

A pool of processes was measured and is no faster on two cores: each pays for its own start.
"""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from markupsafe import Markup

from reports.output.edition import edition_of, mark
from reports.site.marks import marked

Job = tuple[str, Mapping[str, Any]]
_TAG = re.compile(r"<[^>]*>")
# What Vega writes and a drawing beside its own text does not need: words for readers, defaults, further decimals.
_WORDS = re.compile(r' (?:class|role|aria-[a-z]+|pointer-events|xmlns:xlink|xmlns|version)="[^"]*"')
_PLAIN = re.compile(
    r' (?:opacity="1"|font-size="12px"|font-family="[^"]*"|stroke-miterlimit="10"|[xy]2="0"|stroke-width="1"'
    r'|transform="translate\(0,0\)")'
)
_SAID = re.compile(r' aria-label="@([^"]*)"')  # what a point says of itself, kept for pointing at it
_POINT = re.compile(r'(<path [^>]*?data-t="([^"]*)"[^>]*?)/>')
_PLACE = re.compile(r'(?<= )(?:transform|d|x2|y2)="[^"]*"')
_LONG = re.compile(r"(\d+\.\d)\d+")
_EMPTY = re.compile(r'<path d="[^"]*"/>|<path d="" [^>]*/>|<g[^>]*></g>|<g/>')


def draw(
    jobs: Mapping[str, Job], before: Path | None = None, advance: Callable[[], None] = lambda: None
) -> dict[str, Markup]:
    """Every job (a chart's name and its data sets) as an inline SVG, by the same keys; `advance` is called after each.

    A chart says in a mark what is drawn in it: one that the site `before` shows is taken over as it is.
    """
    known, drawn = _shown(before) if before else {}, {}
    for key, job in jobs.items():
        name = mark(_edition(), job)
        svg = known.get(name) or one(job).replace("<svg ", f'<svg data-of="{name}" ', 1)
        drawn[key] = Markup(svg)
        advance()
    return drawn


@cache
def _edition() -> str:
    """What draws: the code of this folder and the library."""
    return edition_of([Path(__file__).parent]) + version("vl-convert-python")


def _shown(site: Path) -> dict[str, str]:
    """The charts on the pages of a site by their marks."""
    pages = (*site.glob("en/plan/*.html"), *site.glob("*/time.html"), *site.glob("*/value.html"))
    return {name: shown for page in pages for name, shown in marked(page).items() if shown.startswith("<svg")}


def one(job: Job) -> str:
    """One chart as an SVG without words, sizes, styles or namespaces."""
    import vl_convert

    from reports.site.charts.specifications import filled

    return small(vl_convert.vega_to_svg(filled(*job)))


def small(svg: str) -> str:
    """The SVG as a page needs it: what a browser would draw anyway is left out; its words stay as they are."""
    svg = _POINT.sub(r"\1><title>\2</title></path>", _TAG.sub(_tag, svg))
    size = re.search(r'<svg width="[\d.]+" height="[\d.]+" viewBox="([^"]*)">', svg)
    if size is None:
        raise ValueError(f"a chart that begins with {svg[:80]!r}")
    svg = f'<svg viewBox="{size[1]}" aria-hidden="true">{svg[size.end() :]}'
    before = ""
    while before != svg:
        before, svg = svg, _EMPTY.sub("", svg)
    return svg


def _tag(match: re.Match[str]) -> str:
    tag = _PLAIN.sub("", _WORDS.sub("", _SAID.sub(r' data-t="\1"', match[0])))
    return _PLACE.sub(lambda place: _LONG.sub(r"\1", place[0]), tag)
