"""`codingplans config`: what is configured, and where it is from."""

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cli.options import Archive, MaybeDb

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = "****"


def config(
    context: typer.Context,
    db: MaybeDb = None,
    archive: Archive = None,
    form: Annotated[str, typer.Option("--format", metavar="table|json", help="How to print.")] = "table",
) -> None:
    """Show every setting and where its value is from. Option, environment, line of the file, or default.

    Addresses that are secrets are shown as ****.
    """
    from cli.errors import Wrong
    from cli.output import set_encoding

    if form not in ("table", "json"):
        raise Wrong(f"unknown format {form!r}; known are table, json")
    set_encoding(form)
    given = {"db": db, "archive": archive}
    options = {
        key: str(value)
        for key, value in given.items()
        if getattr(context.get_parameter_source(key), "name", "") == "COMMANDLINE"
    }
    rows = {
        key: (options.get(key, value), f"option --{key}" if key in options else origin)
        for key, value, origin in _rows()
    }
    if form == "json":
        shown = {key: {"value": value, "from": origin} for key, (value, origin) in rows.items()}
        typer.echo(json.dumps(shown, ensure_ascii=False, indent=2))
        return
    wide = max(map(len, rows))
    for key, (value, origin) in rows.items():
        typer.echo(f"{key:{wide}}  {_shown(value):24}  {origin}")


def _rows() -> "Iterator[tuple[str, Any, str]]":
    """Each key with its value, secrets hidden, and where it is from."""
    from cli.configured import configuration
    from pipeline.unattended.alerts.endpoint import check
    from pipeline.unattended.configuration_file import SECRETS

    held = configuration()
    check([one.get_secret_value() for one in held.settings.alerts.to])
    plain = held.settings.model_dump(mode="json")
    for keys, value in held.values():
        said: Any = plain
        for key in keys:
            said = said[key]
        if keys == ("alerts", "rules"):
            said = [rule.model_dump(mode="json", exclude_defaults=True) for rule in value]
        yield ".".join(keys), HIDDEN if keys in SECRETS and value else said, held.origins[keys]


def _shown(value: Any) -> str:
    if value is None or value == []:
        return "–"
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return " ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
