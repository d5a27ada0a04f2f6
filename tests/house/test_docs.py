"""Everything documented works: the commands of README and docs are run, links lead somewhere, make targets exist."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")])
READMES = [ROOT / "README.md", ROOT / "README.zh-CN.md"]
LONG = (
    "doctor",
    "service",
    "health",
    "serve",
    "mcp",
    "crawl",
    "save",
    "new",
)  # they face the web or never end: their help is asked for


def _blocks(page: Path) -> Iterator[list[str]]:
    for block in re.findall(r"^```sh\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S):
        lines = [line.split("  #")[0].strip() for line in block.splitlines()]
        yield [line for line in lines if line and not line.startswith("#")]


def _commands(page: Path) -> list[str]:
    return [line for block in _blocks(page) for line in block if line.startswith("codingplans ")]


def _arguments(line: str) -> list[str]:
    words = shlex.split(line)[1:]
    return [words[0], "--help"] if _never_ends(words) else words


def _never_ends(words: list[str]) -> bool:
    """Whether a command faces the web, or does not end by itself."""
    live = words[0] in LONG or (words[0] == "run" and "--offline" not in words)
    return live and "--replay" not in words


def _said(page: Path) -> list[str]:
    """Every command of a README in its order, those above a specimen included; `make run` first, as the first specimen needs it."""
    blocks = re.findall(r"^```(?:sh|text)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)
    lines = [line.split("  #")[0].strip() for block in blocks for line in block.splitlines()]
    said = [line.removeprefix("$ ") for line in lines if re.match(r"(\$ )?(make|[\w./]*codingplans) ", line)]
    return sorted(said, key="make run".__ne__)


def test_the_chinese_readme_says_no_other_commands_than_the_english_one() -> None:
    english, chinese = (
        [re.sub(r" --lang (?:en|zh)\b", "", line) for line in _said(page)] for page in READMES
    )
    assert [line for line in chinese if line.startswith("make")] == ["make run", "make test"]
    assert set(chinese) <= set(english)


def test_every_command_of_the_readme_works_as_written_after_the_one_before_it(tmp_path: Path) -> None:
    """A newcomer's shell: `codingplans` is not in its path, and the folder holds what the commands before left there."""
    (tmp_path / ".venv").symlink_to(sys.prefix)
    commands = _said(READMES[0])
    assert commands[0] == "make run"
    ours = str(Path(sys.prefix) / "bin")
    path = os.pathsep.join(part for part in os.environ["PATH"].split(os.pathsep) if part != ours)
    for line in commands:
        words = shlex.split(line)
        if words[:2] == ["make", "run"]:
            line = ".venv/bin/codingplans run --offline"
        elif words[0] == "make":
            continue
        elif _never_ends(words[1:]):
            line = f"{words[0]} {words[1]} --help"
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=tmp_path,
            env={**os.environ, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which `codingplans run --offline` was run."""
    folder = tmp_path_factory.mktemp("sampled")
    arguments = [sys.executable, "-m", "cli.main", "run", "--offline"]
    subprocess.run(arguments, cwd=folder, capture_output=True, check=True)
    return folder


DOCS = [page for page in PAGES if page not in READMES and _commands(page)]


@pytest.mark.parametrize("page", DOCS, ids=lambda page: page.name)
def test_documented_commands_run(page: Path, sampled: Path, tmp_path: Path) -> None:
    shutil.copytree(sampled, tmp_path, dirs_exist_ok=True)
    for line in _commands(page):
        done = subprocess.run(
            [sys.executable, "-m", "cli.main", *_arguments(line)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_the_notebook_example_runs(sampled: Path) -> None:
    example = "\n".join(
        re.findall(
            r"^```python\n(.*?)^```", (ROOT / "docs/notebook.md").read_text(encoding="utf-8"), re.M | re.S
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=sampled, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "zhipu" in done.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_documented_make_targets_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M))
    for page in PAGES:
        for block in _blocks(page):
            for line in block:
                if line.startswith("make "):
                    assert line.split()[1] in targets, f"{page.name}: {line}"


def test_every_command_is_in_the_reference() -> None:
    import typer

    from cli.main import app

    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        assert f"## `codingplans {name}`" in reference
        assert command.help, f"{name} has no help"
