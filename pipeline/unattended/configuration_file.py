"""Reading the configuration: the file, the environment over it, secrets from files of their own, and where each value came from."""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_settings import EnvSettingsSource, SettingsError

from pipeline.unattended.configuration import NESTED, PREFIX, Rule, Settings
from pipeline.unattended.configuration_values import said
from pipeline.unattended.toml_file import BadFile, Keys, TomlFile, read_text, read_toml, value_at
from scrapers.own.modules import vendors_in
from scrapers.vocabulary.brands import BRANDS

NAME = Path("codingplans.toml")
DEFAULT = "default"
SECRETS = (("alerts", "to"), ("ping", "url"))
PLACES = (
    ("db",),
    ("archive",),
    ("vendors",),
    ("site", "folder"),
    ("exports", "folder"),
    ("backup", "folder"),
    ("ping", "url_file"),
    ("log", "file"),
    ("alerts", "to_file"),
)


class BadConfiguration(BadFile):
    """A configuration that cannot be used: one line that names the file or variable and the key, never a secret."""


@dataclass(frozen=True)
class Configuration:
    """What holds, and by the path of each key where it is from: `default`, `FILE:LINE` or `environment VARIABLE`."""

    settings: Settings
    origins: Mapping[tuple[str, ...], str]

    def values(self) -> Iterator[tuple[tuple[str, ...], Any]]:
        """Every value by the path of its keys."""
        return leaves(self.settings)


def load(path: Path | None = None) -> Configuration:
    """The configuration of a file, ./codingplans.toml unless named, with the environment over it.

    Raises BadFile for a file that was named and cannot be read, BadConfiguration for a key or value that cannot be.
    """
    file = _read(path or NAME) if path or NAME.is_file() else TomlFile(NAME)
    _refuse_unknown_variables()
    for keys in SECRETS:
        if value_at(file.data, keys) is not None:
            raise BadConfiguration(
                f"{file.where(keys)}: {'.'.join(keys)} is a secret and does not stand in this file; "
                f"set {_variable(keys)}, or name a file that holds it with {keys[-1]}_file"
            )
    try:
        given = EnvSettingsSource(Settings)()
        settings = Settings(**file.data)
    except ValidationError as error:
        raise BadConfiguration(_first(error, file, given)) from None
    except SettingsError as error:
        raise BadConfiguration(_undecoded(error)) from None
    _refuse_unknown_vendors(settings, file, given)
    return _with_secrets(settings, _origins(settings, file, given))


def leaves(section: BaseModel, above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every value of a section and of those in it, by the path of its keys."""
    for key in type(section).model_fields:
        value = getattr(section, key)
        if isinstance(value, BaseModel):
            yield from leaves(value, (*above, key))
        else:
            yield (*above, key), value


def _read(path: Path) -> TomlFile:
    """The file, its paths below its own folder."""
    file = read_toml(path)
    for keys in PLACES:
        if isinstance(value := value_at(file.data, keys), str) and value not in ("", ":memory:"):
            _section(file.data, keys)[keys[-1]] = str(path.parent / Path(value).expanduser())
    return file


def _section(data: dict[str, Any], keys: Keys) -> dict[str, Any]:
    for key in keys[:-1]:
        data = data[str(key)]
    return data


def _variable(keys: Keys) -> str:
    return PREFIX + NESTED.join(str(key).upper() for key in keys)


def _variables(keys: Keys) -> str:
    """The variables that are set and may have said what stands at these keys."""
    name = _variable(keys[:2])
    return name if name in map(str.upper, os.environ) else _variable(keys[:1])


def _refuse_unknown_variables() -> None:
    for name in os.environ:
        section = name.upper().removeprefix(PREFIX).split(NESTED)[0].lower()
        if name.upper().startswith(PREFIX) and NESTED in name and section not in Settings.model_fields:
            known = ", ".join(
                key for key, field in Settings.model_fields.items() if _is_section(field.annotation)
            )
            raise BadConfiguration(f"environment {name}: no section {section!r}; known are {known}")


def _refuse_unknown_vendors(settings: Settings, file: TomlFile, given: Mapping[str, Any]) -> None:
    """A rule about a vendor that is none would keep silent for ever."""
    known = {*BRANDS, *(vendors_in(settings.vendors) if settings.vendors else ())}
    for number, rule in enumerate(settings.alerts.rules):
        keys: Keys = ("alerts", "rules", number, "vendors")
        for vendor in rule.vendors:
            if vendor not in known:
                raise BadConfiguration(
                    f"{_where(keys, file, given)}: {_name(keys)}: {said(vendor)} is unknown; "
                    f"known are {', '.join(sorted(known))}"
                )


def _is_section(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _first(error: ValidationError, file: TomlFile, given: Mapping[str, Any]) -> str:
    """The first fault in one line, and how many more there are; no value of a secret is in it."""
    faults = error.errors(include_input=False, include_url=False, include_context=False)
    keys: Keys = faults[0]["loc"]
    where, name = _where(keys, file, given), _name(keys)
    more = f" (and {len(faults) - 1} more faults)" if len(faults) > 1 else ""
    if faults[0]["type"] == "extra_forbidden":
        return f"{where}: unknown key {name}; known are {', '.join(_known(keys))}{more}"
    said = re.sub(r" for <class '.*'>", "", faults[0]["msg"].removeprefix("Value error, "))
    return f"{where}: {name}: {said}{more}"


def _where(keys: Keys, file: TomlFile, given: Mapping[str, Any]) -> str:
    """The variable, or the file and line, that said what stands at these keys."""
    nearest = keys if value_at(given, keys) is not None or value_at(file.data, keys) is not None else keys[:2]
    return f"environment {_variables(keys)}" if value_at(given, nearest) is not None else file.where(keys)


def _name(keys: Keys) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def _known(keys: Keys) -> list[str]:
    """The keys that may stand where an unknown one does."""
    if any(isinstance(key, int) for key in keys):
        return list(Rule.model_fields)
    section: Any = Settings
    for key in keys[:-1]:
        section = section.model_fields[str(key)].annotation
    return list(section.model_fields)


def _undecoded(error: SettingsError) -> str:
    field = str(error).split('"')[1]
    names = [name for name in os.environ if name.upper().startswith(_variable((field,)))]
    return f"environment {', '.join(names)}: not readable; a section or a list of tables is written as JSON"


def _origins(settings: Settings, file: TomlFile, given: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    return {keys: _origin(keys, file, given) for keys, _ in leaves(settings)}


def _origin(keys: tuple[str, ...], file: TomlFile, given: Mapping[str, Any]) -> str:
    if value_at(given, keys) is not None:
        return f"environment {_variables(keys)}"
    return file.where(keys) if value_at(file.data, keys) is not None else DEFAULT


def _with_secrets(settings: Settings, origins: dict[tuple[str, ...], str]) -> Configuration:
    """The same with each secret that stands in a file of its own; what the environment says goes first."""
    for section, key in SECRETS:
        part = getattr(settings, section)
        path = getattr(part, f"{key}_file")
        if path is None or origins[section, key] != DEFAULT:
            continue
        text = "\n".join(
            line for line in read_text(path).splitlines() if not line.lstrip().startswith("#")
        ).strip()
        try:
            filled = type(part)(**{**dict(part), key: text or None})
        except ValidationError as error:
            message = error.errors(include_input=False)[0]["msg"].removeprefix("Value error, ")
            raise BadConfiguration(f"{path}: for {section}.{key}: {message}") from None
        settings = settings.model_copy(update={section: filled})
        origins[section, key] = str(path)
    return Configuration(settings, origins)
