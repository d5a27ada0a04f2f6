"""What the program is installed with may be passed on by everybody: no licence asks for more than to be named, or for its own files."""

import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution

from packaging.requirements import Requirement
from places import ROOT

PASSED_ON = re.compile(
    r"\b(?:MIT|0?BSD|Apache|PSF|Python|ISC|MPL|Mozilla Public|Zlib|Unlicense|Public Domain|ZPL|Zope Public|HPND)\b",
    re.I,
)


def installed(name: str, extras: frozenset[str], known: set[str]) -> Iterator[str]:
    """A distribution and all that it needs here, each once."""
    try:
        needs = distribution(name).requires or []
    except PackageNotFoundError:  # of another platform, or an extra that is not installed
        return
    if name not in known:
        known.add(name)
        yield name
    for need in map(Requirement, needs):
        wanted = need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in {*extras, ""})
        if wanted and need.name.lower() not in known:
            yield from installed(need.name.lower(), frozenset(need.extras), known)


def licences(name: str) -> list[str]:
    said = distribution(name).metadata
    classifiers = [text for text in said.get_all("Classifier") or [] if text.startswith("License")]
    files = [
        path
        for path in distribution(name).files or []
        if path.name.upper().startswith(("LICENSE", "LICENCE"))
    ]
    texts = [path.read_text(encoding="utf-8")[:200] for path in files]
    return [*classifiers, said.get("License-Expression") or "", (said.get("License") or "")[:200], *texts]


def test_every_dependency_may_be_passed_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [project["optional-dependencies"][extra] for extra in ("browser", "serve", "mcp", "alerts")]
    wanted = [Requirement(text) for texts in (project["dependencies"], *extras) for text in texts]
    known: set[str] = set()
    found = [name for one in wanted for name in installed(one.name.lower(), frozenset(one.extras), known)]
    assert len(found) > 50
    assert not [name for name in found if not any(PASSED_ON.search(text) for text in licences(name))]
