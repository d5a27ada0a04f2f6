"""Extras: parts that need a package which is not installed by default."""

from importlib.util import find_spec

CHARTS, PICTURES, PARQUET = "vl_convert", "PIL", "pyarrow"
_ADDS = {
    CHARTS: ("charts", "charts of the site"),
    PICTURES: ("charts", "pictures of its links"),
    PARQUET: ("parquet", "data/history.parquet"),
}


class NotInstalled(Exception):
    """A part whose package is missing; the message says how to install it."""


def need(module: str, extra: str, what: str) -> None:
    """Raise NotInstalled where a module of an extra is missing."""
    if not installed(module):
        raise NotInstalled(
            f"{what} needs the package {module}, which is not installed; install it with `{_install(extra)}` in the checkout"
        )


def installed(module: str) -> bool:
    """Whether a module of an extra is there."""
    return find_spec(module) is not None


def left_out(*modules: str) -> list[str]:
    """A line for each extra of which modules are missing: what they would add, and how to install it."""
    missing: dict[str, list[str]] = {}
    for extra, adds in (_ADDS[module] for module in modules if not installed(module)):
        missing.setdefault(extra, []).append(adds)
    return [
        f"without {' and '.join(adds)}: `{_install(extra)}` in the checkout adds them"
        for extra, adds in missing.items()
    ]


def _install(extra: str) -> str:
    return f"python -m pip install -r requirements/{extra}.txt"
