"""Extras: parts that need a package which is not installed by default."""

from importlib.util import find_spec


class NotInstalled(Exception):
    """A part whose package is missing; the message says how to install it."""


def need(module: str, extra: str, what: str) -> None:
    """Raise NotInstalled where a module of an extra is missing."""
    if find_spec(module) is None:
        raise NotInstalled(
            f"{what} needs the package {module}, which is not installed; "
            f"install the extra with `python -m pip install 'codingplans[{extra}]'`"
        )
