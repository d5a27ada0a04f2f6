"""What stands beside the pages: data files and feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from db.database import Database
from reports.feeds.feed_files import write_feeds
from reports.files.export import write_data


@dataclass(frozen=True)
class Written:
    """The files beside the pages, as paths below the site."""

    data: Sequence[str] = ()
    feeds: Sequence[str] = ()

    def feed(self, name: str, lang: str, kind: str = "xml") -> str:
        """The feed with this name in a language, as Atom (`xml`) or JSON Feed (`json`), or nothing where there is none."""
        file = f"feeds/{name}.{kind}" if lang == "en" else f"feeds/{name}.{lang}.{kind}"
        return file if file in self.feeds else ""


def write_extras(db: Database, day: date, folder: Path, base_url: str | None, before: Path) -> Written:
    """Write data files and feeds, and say which there are; feeds that tell the same are taken over from the site `before`."""
    data, feeds = write_data(db, day, folder), write_feeds(db, day, folder, base_url, before)
    return Written(_below(folder, data), _below(folder, feeds))


def _below(folder: Path, files: Sequence[Path]) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in files)
