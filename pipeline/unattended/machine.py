"""What a run needs of the machine before it begins: room on the disk, and the network."""

import os
import re
import shutil
import socket
import threading
import time
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapers.fetching.base_urls import VARIABLE, Bases, read_bases
from scrapers.registry import sources

ROOM = 256 << 20  # bytes that a night may need; SQLite cannot even delete on a full disk
MOUNTS = Path("/proc/self/mounts")
NETWORK = (
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "virtiofs", "vboxsf", "drvfs", "afs", "ceph", "glusterfs", "fuse.sshfs",
    "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.grpcfuse", "fuse.osxfs", "fakeowner",
)  # fmt: skip
FILES = 2000  # files that may still be made
PATIENCE = 300.0  # seconds for the network to come, as after a laptop wakes
PAUSE, HOSTS, CONNECT = 10.0, 6, 5.0  # seconds between tries, hosts of one try, seconds for each


class NoRoom(Exception):
    """The disk has not enough room; the message says where and how much."""


def room(folders: Iterable[Path], least: int = ROOM, files: int = FILES) -> int:
    """How many bytes are free where they are fewest; raises NoRoom where they are too few."""
    free: list[tuple[int, Path]] = []
    for folder in folders:
        while not folder.exists():
            folder = folder.parent
        free.append((shutil.disk_usage(folder).free, folder))
        left = os.statvfs(folder)
        if left.f_files and left.f_favail < files:
            raise NoRoom(f"{folder}: only {left.f_favail} more files fit on this disk; remove some")
    size, where = min(free)
    if size < least:
        raise NoRoom(f"{where}: {size >> 20} MB are free, {least >> 20} are needed; make room")
    return size


def network_mount(place: Path, mounts: Path = MOUNTS) -> str | None:
    """The kind of network file system, or of a share with a host, that the place is on: SQLite's log of writes is damaged
    there sooner or later, and a lock does not reach other machines. None for a local disk, or where nobody knows.
    """
    try:
        rows = [line.split() for line in mounts.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return None
    above = [row for row in rows if len(row) > 2 and place.resolve().is_relative_to(_unescaped(row[1]))]
    kind = max(above, key=lambda row: len(row[1]))[2] if above else ""
    return kind if kind in NETWORK else None


def _unescaped(name: str) -> str:
    """A mount's folder as it is called: the system writes blanks as octal numbers."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), name)


def addresses(vendors: Collection[str] | None = None) -> list[str]:
    """What a crawl of these vendors, all unless named, asks first: an address of each source, as the base addresses say."""
    bases = Bases(read_bases(os.environ.get(VARIABLE)))
    return [
        bases.real(fetch.url, source.name)
        for source in sources()
        if source.nightly and (vendors is None or source.vendor in vendors)
        for fetch in list(source.fetches())[:1]
    ]


def hosts(vendors: Collection[str] | None = None) -> list[tuple[str, int]]:
    """Where a crawl of these vendors will connect to: each host and port once."""
    found: dict[tuple[str, int], None] = {}
    for parts in map(urlsplit, addresses(vendors)):
        found[(parts.hostname or "", parts.port or (80 if parts.scheme == "http" else 443))] = None
    return list(found)


def reached(
    places: list[tuple[str, int]],
    stop: threading.Event,
    patience: float = PATIENCE,
    pause: float = PAUSE,
    note: Callable[[str], None] = lambda _: None,
) -> str | None:
    """The first of these hosts that can be connected to, asked for until the patience ends; None where there is none."""
    if getproxies():
        return "a proxy"
    until, tried = time.monotonic() + patience, 0
    while True:
        for place in (places[(tried + number) % len(places)] for number in range(min(HOSTS, len(places)))):
            if _answers(place):
                return place[0]
        tried += HOSTS
        if time.monotonic() > until or stop.wait(pause):
            return None
        note("no host can be reached yet; trying again")


def _answers(place: tuple[str, int]) -> bool:
    try:
        socket.create_connection(place, CONNECT).close()
    except OSError:
        return False
    return True
