"""How far long work is, on a terminal alone: a bar with the time that is left, gone when the work is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Advance = Callable[[], None]  # one more step is done
Begin = Callable[[int], Advance]  # so many steps there are


@contextmanager
def progress(what: str) -> Iterator[Begin]:
    """A bar with the steps a second that stands still until the work says how many steps it has."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        ProgressColumn,
        Task,
        TextColumn,
        TimeRemainingColumn,
    )
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f}/s" if task.speed else "")

    console = Console(stderr=True)
    columns = TextColumn(what), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def begin(steps: int) -> Advance:
            bar.update(task, total=steps)
            return lambda: bar.advance(task)

        yield begin
