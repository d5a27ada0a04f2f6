"""The table of vendors and their sources, made from the sources themselves; docs and README are generated with it."""

from collections import defaultdict

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


_HEAD = {
    "en": ("vendor", "name", "regions", "products", "sources a night", "real pages seen"),
    "zh": ("标识", "名称", "地区", "产品", "每晚来源", "见过真实页面"),
}
_SEEN = {
    "en": {"all": "yes", "some": "{seen} of {all}", "none": "not yet"},
    "zh": {"all": "是", "some": "{all} 个中 {seen} 个", "none": "还没有"},
}


def vendor_table(lang: str = "en") -> str:
    """One row a vendor: its name, regions, products, number of nightly sources, and of how many a real page was seen."""
    nightly: dict[str, list[Source]] = defaultdict(list)
    for source in sources():
        if source.nightly:
            nightly[source.vendor].append(source)
    rows = [_HEAD[lang], ["---"] * len(_HEAD[lang])]
    rows += [_vendor(vendor, own, lang) for vendor, own in sorted(nightly.items())]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _vendor(vendor: str, own: list[Source], lang: str) -> list[str]:
    regions = {region for source in own for region in source.regions or (source.region,)}
    products = {source.product for source in own}
    seen = sum(source.proven for source in own)
    word = "all" if seen == len(own) else "some" if seen else "none"
    said = _SEEN[lang][word].format(seen=seen, all=len(own))
    return [
        f"`{vendor}`",
        called(vendor, lang),
        ", ".join(sorted(regions)),
        ", ".join(sorted(products)),
        str(len(own)),
        said,
    ]


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
    rows = ["| source | reads | gives | fetched | real page seen |", "|---|---|---|---|---|"]
    rows += [
        f"| `{source.name}` | <{source.url}> | {_gives(source)} | {_fetched(source)} | {'yes' if source.proven else 'not yet'} |"
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
