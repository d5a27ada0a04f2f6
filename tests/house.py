"""How big the rooms are: files per folder, lines per file and per function. `python tests/house.py` prints them."""

import ast
import sys
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
ROOMS = ("scrapers", "pipeline", "db", "reports", "cli", "tests", "docs", "benchmarks")
MOST = 15  # files in a folder whose members are no series
SERIES = (
    "scrapers/vendors",
    "scrapers/vendors/*",
    "reports/views",
    "cli",
    "tests/web",
)


def files(root: Path = ROOT) -> list[Path]:
    """The Python files of every room but those that only make a folder a package."""
    found = (path for room in ROOMS for path in sorted((root / room).rglob("*.py")))
    return [path for path in found if path.name != "__init__.py" or path.read_text(encoding="utf-8").strip()]


def per_folder(root: Path = ROOT) -> Counter[str]:
    return Counter(
        path.parent.relative_to(root).as_posix() for path in files(root) if path.stem != "__init__"
    )


def crowded(root: Path = ROOT) -> list[str]:
    """One sentence for each folder that holds more files than a stranger can look over."""
    return [
        f"{folder} holds {number} files, more than {MOST}: divide it by what they are about"
        for folder, number in per_folder(root).items()
        if number > MOST and not any(fnmatch(folder, series) for series in SERIES)
    ]


def lines_per_file(root: Path = ROOT) -> dict[str, int]:
    return {
        path.relative_to(root).as_posix(): len(path.read_text(encoding="utf-8").splitlines())
        for path in files(root)
    }


def lines_per_function(root: Path = ROOT) -> dict[str, int]:
    return {
        f"{path.relative_to(root).as_posix()} {name}": lines
        for path in files(root)
        for name, lines in _functions(path)
    }


def _functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{node.name}:{node.lineno}", (node.end_lineno or node.lineno) - node.lineno + 1


def _told(what: str, sizes: dict[str, int]) -> str:
    longest = max(sizes, key=lambda name: sizes[name])
    return f"lines per {what}: median {median(sizes.values()):g}, most {sizes[longest]} ({longest})"


def main() -> int:
    """Prints the sizes, the crowded folders on standard error; 1 where there is one."""
    for folder, number in sorted(per_folder().items()):
        print(f"{number:4} {folder}")
    for what, sizes in (("file", lines_per_file()), ("function", lines_per_function())):
        ours = {name: size for name, size in sizes.items() if not name.startswith("tests/")}
        print(_told(what, ours))
    for sentence in crowded():
        print(sentence, file=sys.stderr)
    return bool(crowded())


if __name__ == "__main__":
    sys.exit(main())
