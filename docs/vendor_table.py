"""The table of vendors and their sources, made from the sources themselves; docs and README are generated with it."""

from db.curated.history_file import read_history
from db.curated.import_history import BUNDLED
from scrapers.registry import sources
from scrapers.source import ALL, Source
from scrapers.vocabulary.brands import called

_TYPED_IN = {
    "en": ("Typed in by people, from dated evidence", "Typed in, and no longer sold"),
    "zh": ("人工录入（有日期和依据）", "人工录入，已停售"),
}
_END = {"en": ".", "zh": "。"}
_FIELDS = ("price", "intro", "quotas", "models", "availability")


def vendor_table() -> str:
    """One row a vendor: regions, products, number of nightly sources."""
    rows = ["| vendor | regions | products | sources a night |", "|---|---|---|---|"]
    for vendor in sorted({source.vendor for source in sources()}):
        own = [source for source in sources() if source.vendor == vendor]
        nightly = [source for source in own if source.nightly]
        regions = ", ".join(
            sorted({region for source in nightly for region in source.regions or (source.region,)})
        )
        products = ", ".join(sorted({source.product for source in nightly}))
        rows.append(f"| {vendor} | {regions} | {products} | {len(nightly)} |")
    return "\n".join(rows)


def typed_in(lang: str = "en") -> str:
    """The vendors whose prices people typed in, since no page of theirs is read: those that sell, then those that do not."""
    read = {source.vendor for source in sources()}
    rows = [row for row in read_history(BUNDLED) if row.offer.vendor not in read and row.confidence != "low"]
    selling = {
        row.offer.vendor for row in rows if not row.valid_to and row.offer.availability != "Discontinued"
    }
    closed = {row.offer.vendor for row in rows} - selling
    comma, colon = ("、", "：") if lang == "zh" else (", ", ": ")
    lines = [
        f"{_TYPED_IN[lang][place]}{colon}{comma.join(sorted((called(name, lang) for name in names), key=str.lower))}{_END[lang]}"
        for place, names in enumerate((selling, closed))
        if names
    ]
    return "\n\n".join(lines)


def source_table() -> str:
    """One row a source, each vendor's in its order of trust."""
    rows = ["| source | reads | gives | fetched |", "|---|---|---|---|"]
    rows += [
        f"| `{source.name}` | <{source.url}> | {_gives(source)} | {_fetched(source)} |"
        for source in sources()
    ]
    return "\n".join(rows)


def _gives(source: Source) -> str:
    if not source.nightly:
        return "nothing: saved pages and the past"
    if source.gives == ALL:
        return "everything it states"
    return ", ".join(name for name in _FIELDS if name in source.gives) or "nothing: a cross-check"


def _fetched(source: Source) -> str:
    if not source.nightly:
        return "no"
    return "with a browser" if source.browser else "plainly"
