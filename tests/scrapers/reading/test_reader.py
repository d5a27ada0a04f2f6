"""A page costs itself: what its reading takes is limited, and what ends its reading ends no other."""

import asyncio
import os
import re
import signal
import subprocess
import sys
import time

import pytest

from scrapers.processes.reader import Reader
from scrapers.processes.readers import Readers
from scrapers.refusals import NotAPricePage, PageChanged, Refused, Unfetched


def work(word: str) -> str:
    match word:
        case "endless":
            re.match(r"(?:a+)+$", "a" * 50 + "b")
        case "gigabyte":
            return str(len(bytearray(1 << 30)))
        case "crash":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "shell":
            raise NotAPricePage("an empty shell", "shell")
        case "dns":
            raise Unfetched("dns", "no address")
        case "fault":
            raise ZeroDivisionError("a fault of ours")
        case "number":
            return str(os.getpid())
        case "slow":
            time.sleep(0.5)
    return word.upper()


def reader() -> Reader[[str], str]:
    return Reader(work, seconds=1, memory=64 << 20)


def test_answers_and_refusals_come_back_whole() -> None:
    read = reader()
    assert read.read("page") == "PAGE"
    for word, said in (("shell", "an empty shell"), ("dns", "no address")):
        with pytest.raises(Refused, match=said) as refused:
            read.read(word)
        assert refused.value.outcome == word
    with pytest.raises(ZeroDivisionError, match="a fault of ours"):
        read.read("fault")
    read.close()


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("endless", "too-big", "more than 1 seconds"),
        ("gigabyte", "too-big", "memory"),
        ("crash", "changed", "ended in the middle"),
    ],
)
def test_page_over_a_limit_costs_itself(word: str, kind: str, said: str) -> None:
    """No regular expression, parser or crash takes longer than a page may, and the next page is read."""
    read = reader()
    assert read.read("before") == "BEFORE"
    with pytest.raises((NotAPricePage, PageChanged), match=said) as refused:
        read.read(word)
    assert refused.value.outcome == kind
    assert read.read("after") == "AFTER"
    read.close()


def test_readers_work_beside_each_other() -> None:
    """Who reads an endless page keeps no one waiting; of one reader the pages come one after another."""
    endless, quick = reader(), reader()

    async def both() -> list[str]:
        said = []

        async def slow() -> None:
            with pytest.raises(NotAPricePage):
                await endless.reading("endless")
            said.append("slow")

        async def fast() -> None:
            said.extend(await asyncio.gather(*(quick.reading(word) for word in "abc")))

        await asyncio.gather(slow(), fast())
        return said

    assert asyncio.run(both()) == ["A", "B", "C", "slow"]
    endless.close()
    quick.close()


def test_readers_take_the_next_page_as_soon_as_one_is_free() -> None:
    """One endless page takes one of them; the pages of a whole night need no more processes than there are readers."""
    readers = Readers(work, seconds=1, memory=64 << 20)

    async def night() -> tuple[list[str | BaseException], set[str]]:
        words = ("endless", *"abcdefgh")
        said = await asyncio.gather(*(readers.reading(word) for word in words), return_exceptions=True)
        numbers = await asyncio.gather(*(readers.reading("number") for _ in range(20)))
        return said, set(numbers)

    (endless, *others), processes = asyncio.run(night())
    assert isinstance(endless, NotAPricePage)
    assert others == [*"ABCDEFGH"]
    assert len(processes) <= max(2, len(os.sched_getaffinity(0)))
    readers.close()
    assert [number for number in processes if alive(int(number))] == []


def test_answer_that_nobody_waited_for_is_not_the_next_pages() -> None:
    """A reading that is given up in the middle takes its answer with it."""
    read = reader()

    async def given_up() -> str:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(read.reading("slow"), 0.1)
        return await read.reading("next")

    assert asyncio.run(given_up()) == "NEXT"
    read.close()


def test_reader_ends_with_its_parent() -> None:
    """A crawl that is killed leaves no process behind, and none that holds what it had open."""
    script = """
import time
from scrapers.processes.reader import Reader
readers = [Reader(str.upper), Reader(str.lower)]
for reader in readers:
    reader.read("Page")
print(*(reader._process for reader in readers), flush=True)
time.sleep(60)
"""
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        numbers = [int(number) for number in parent.stdout.readline().split()]
        parent.kill()
    until = time.monotonic() + 20
    while (left := [number for number in numbers if alive(number)]) and time.monotonic() < until:
        time.sleep(0.05)
    assert left == []


def alive(number: int) -> bool:
    try:
        with open(f"/proc/{number}/stat", encoding="ascii") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
