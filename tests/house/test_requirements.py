"""What is installed is named by hash: the files in requirements/ hold all that pyproject.toml asks for, and nothing without one."""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from places import ROOT

FOLDER = ROOT / "requirements"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


def entries(name: str) -> list[str]:
    """The requirements of a file, each with its hashes on one line."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return text.replace("\\\n", " ").splitlines()


def pinned(*names: str) -> dict[str, Requirement]:
    """The pins of some files by name, without hashes."""
    found = [Requirement(HASH.sub("", entry).strip()) for name in names for entry in entries(name)]
    return {canonicalize_name(one.name): one for one in found}


def asked_for(extra: str) -> list[Requirement]:
    """What an extra asks for, other extras of ours included."""
    wanted = [Requirement(text) for text in EXTRAS[extra]]
    ours = [one for one in wanted if one.name == "codingplans"]
    return [one for one in wanted if one not in ours] + [
        deeper for one in ours for other in sorted(one.extras) for deeper in asked_for(other)
    ]


def needed(names: list[Requirement], known: set[str]) -> Iterator[str]:
    """All that some requirements bring here, as far as it is installed."""
    for one in names:
        name = canonicalize_name(one.name)
        if name in known or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        known.add(name)
        try:
            brings = [Requirement(text) for text in distribution(name).requires or []]
        except PackageNotFoundError:
            continue
        yield name
        yield from needed(brings, known)


WANTED = {
    "build": [Requirement(text) for text in PROJECT["build-system"]["requires"]],
    "run": [Requirement(text) for text in PROJECT["project"]["dependencies"]],
    **{extra: asked_for(extra) for extra in EXTRAS},
}


@pytest.mark.parametrize("name", WANTED)
def test_all_that_is_asked_for_is_pinned_with_all_that_it_brings(name: str) -> None:
    pins = pinned(name) if name == "build" else pinned("run", name)
    missing = [
        str(one)
        for one in WANTED[name]
        if (pin := pins.get(canonicalize_name(one.name))) is None
        or not one.specifier.contains(next(iter(pin.specifier)).version)
    ]
    assert not missing, "run `make lock`"
    assert not set(needed(WANTED[name], set())) - pins.keys(), "run `make lock`"


def test_every_pin_is_exact_and_has_the_hashes_of_its_files() -> None:
    for path in FOLDER.iterdir():
        for entry in entries(path.stem):
            assert re.match(r"[a-z0-9-]+==[\w.]+ ", entry), entry
            assert HASH.search(entry), f"{path.name}: {entry}"
            assert not re.search(r"https?:|--(?:extra-)?index", entry)


def test_an_extra_installs_what_the_program_runs_with_and_no_other_version_of_it() -> None:
    for extra in EXTRAS:
        assert not pinned("run").keys() & pinned(extra).keys()
    every = [pinned(path.stem) for path in FOLDER.iterdir()]
    for name in {name for pins in every for name in pins}:
        assert len({str(pins[name].specifier) for pins in every if name in pins}) == 1, name


def test_there_is_a_file_for_each_and_none_besides() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == set(WANTED)


def test_the_bill_of_materials_has_the_hashes_of_what_is_locked_and_names_the_rest(tmp_path: Path) -> None:
    """Its maker looks at what is installed, which does not say of which file."""
    bill = tmp_path / "bill.json"
    locked = pinned("run")["typing-extensions"]
    version = str(locked.specifier).removeprefix("==")
    parts = [{"name": "typing_extensions", "version": version}, {"name": "typing_extensions", "version": "0"}]
    bill.write_text(json.dumps({"components": parts}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, ROOT / "docs" / "bill_of_materials.py", bill],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "1 components with hashes, 1 without: typing_extensions" in done.stdout
    first, second = json.loads(bill.read_text(encoding="utf-8"))["components"]
    [file] = first["externalReferences"]
    [entry] = [one for one in entries("run") if one.startswith("typing-extensions==")]
    assert {f"--hash=sha256:{one['content']}" for one in file["hashes"]} == set(HASH.findall(entry))
    assert "externalReferences" not in second
