"""Swapping a built folder in: readers see the old one until the new one is whole."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = ".making-"
_LEFT_BEHIND = 3600  # seconds after which an unfinished build is no longer somebody's at work


@contextmanager
def swapped_in(folder: Path) -> Iterator[Path]:
    """A folder to build in. Its entries replace those of the same name in `folder` when the block ends; others stay.

    It lies inside `folder`, which may be a mount point, so that every replacement is one rename. Where the block
    raises, nothing in `folder` changes.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _remove_left_behind(folder)
    making = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
    built, replaced = making / "built", making / "replaced"
    try:
        built.mkdir()
        replaced.mkdir()
        yield built
        for entry in sorted(built.iterdir()):
            if (folder / entry.name).exists():
                os.rename(folder / entry.name, replaced / entry.name)
            os.rename(entry, folder / entry.name)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _remove_left_behind(folder: Path) -> None:
    for left in folder.glob(f"{_PREFIX}*"):
        if time.time() - left.stat().st_mtime > _LEFT_BEHIND:
            shutil.rmtree(left, ignore_errors=True)
