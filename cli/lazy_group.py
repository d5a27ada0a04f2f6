"""Groups of commands that are made when they are asked for: loading all files and reading all options takes longer than a report."""

import inspect
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from importlib import import_module
from typing import Any, ClassVar

import typer
from typer.core import TyperCommand, TyperGroup

Part = (
    str | Callable[..., Any] | typer.Typer
)  # a function or a group of commands, or where it is: "cli.crawl:run"


class LazyGroup(TyperGroup):
    """A group whose commands are those of `parts`, by name."""

    parts: ClassVar[Mapping[str, Part]] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.commands = _Commands(self.parts)

    def summary(self, name: str, room: int) -> str:
        """What the help says of a command in so many characters."""
        part = _loaded(self.parts[name])
        words = part.info.help if isinstance(part, typer.Typer) else part.__doc__
        return TyperCommand(name, help=inspect.cleandoc(str(words))).get_short_help_str(room)


class _Commands(MutableMapping[str, Any]):
    """Commands by name, each made when it is first asked for."""

    def __init__(self, parts: Mapping[str, Part]) -> None:
        self._commands: dict[str, Any] = dict.fromkeys(parts)
        self._parts = parts

    def __getitem__(self, name: str) -> Any:
        if self._commands[name] is None:
            self._commands[name] = _made(name, _loaded(self._parts[name]))
        return self._commands[name]

    def __setitem__(self, name: str, command: Any) -> None:
        self._commands[name] = command

    def __delitem__(self, name: str) -> None:
        del self._commands[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._commands)

    def __len__(self) -> int:
        return len(self._commands)


def _loaded(part: Part) -> Callable[..., Any] | typer.Typer:
    if not isinstance(part, str):
        return part
    module, name = part.split(":")
    found: Callable[..., Any] | typer.Typer = getattr(import_module(module), name)
    return found


def _made(name: str, part: Callable[..., Any] | typer.Typer) -> Any:
    around = typer.Typer(rich_markup_mode=None, add_completion=False)
    if isinstance(part, typer.Typer):
        around.add_typer(part, name=name)
    else:
        around.command(name)(part)
    return typer.main.get_group(around).commands[name]
