"""The table of vendors and their sources, made from the sources themselves; docs and README are generated with it."""

from scrapers.registry import sources
from scrapers.source import ALL, Source

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
