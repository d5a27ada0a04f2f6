"""Writing a file as a whole: it is written beside its name and moved into place, so that no reader sees half of it."""

import os
from collections.abc import Callable
from pathlib import Path


def atomic_write(path: Path, write: Callable[[Path], object]) -> Path:
    """Let `write` fill a new file, which takes the path's name when it is done; where it raises, the old file stays."""
    making = path.with_name(f".{path.name}.{os.getpid()}")
    making.unlink(missing_ok=True)
    try:
        write(making)
        os.replace(making, path)
    finally:
        making.unlink(missing_ok=True)
    return path


def atomic_text(path: Path, text: str) -> Path:
    """The text as the file's UTF-8, line ends as they are."""
    return atomic_write(path, lambda making: making.write_bytes(text.encode()))
