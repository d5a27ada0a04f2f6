"""The configuration: one file and the environment over it, each value with its origin, wrong ones refused by name."""

import json
import os
import subprocess
import sys
from datetime import time
from decimal import Decimal
from pathlib import Path

import pytest
from places import ROOT
from pydantic import ValidationError

from pipeline.unattended.configuration import Settings
from pipeline.unattended.configuration_file import SECRETS, BadConfiguration, leaves, load
from pipeline.unattended.toml_file import BadFile

EXAMPLE = ROOT / "codingplans.example.toml"
TOKEN = "s3cr3t-t0ken"


@pytest.fixture(autouse=True)
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder, and nothing configured in the environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith("CODINGPLANS_") and name != "CODINGPLANS_SHARED":
            monkeypatch.delenv(name)


def written(text: str, name: str = "codingplans.toml") -> Path:
    path = Path(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    program = [sys.executable, "-m", "cli.main", *words]
    return subprocess.run(program, env=os.environ | env, capture_output=True, text=True, check=False)


def uncommented() -> str:
    """The example with all that it shows switched on."""
    lines = EXAMPLE.read_text(encoding="utf-8").split("\n\n", 1)[1].splitlines()
    return "\n".join(line.removeprefix("# ") if line.startswith("# ") else line for line in lines)


def test_the_example_is_the_defaults() -> None:
    assert load(EXAMPLE).settings.model_dump(exclude={"db"}) == Settings().model_dump(exclude={"db"})


def test_the_example_switched_on_is_read_and_has_every_key() -> None:
    written("ntfy://host/topic", "alerts")
    written("https://ping.example/x", "ping")
    text = uncommented().replace("/run/secrets/", "")
    held = load(written(text))
    said = {keys for keys, _ in held.values() if held.origins[keys] != "default"}
    assert said == {keys for keys, _ in leaves(Settings())}
    [rule] = held.settings.alerts.rules
    assert (rule.price_below, rule.currency, rule.kinds[1]) == (Decimal(20), "CNY", "back_in_stock")
    assert all(f"\n{key} = " in text for key in type(rule).model_fields)


def test_environment_goes_before_the_file_and_the_file_before_the_default(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    written('[night]\nat = "03:00"\njitter_minutes = 5\n')
    monkeypatch.setenv("CODINGPLANS_NIGHT__AT", "04:00")
    held = load()
    assert (held.settings.night.at, held.settings.night.jitter_minutes) == (time(4), 5)
    origins = [held.origins["night", key] for key in ("at", "jitter_minutes", "zone")]
    assert origins == ["environment CODINGPLANS_NIGHT__AT", "codingplans.toml:3", "default"]


def test_paths_of_a_file_begin_at_its_folder() -> None:
    held = load(written('db = "prices.db"\n[site]\nfolder = "/srv/site"\n', "etc/mine.toml"))
    assert (held.settings.db, held.settings.site.folder) == (Path("etc/prices.db"), Path("/srv/site"))


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load().settings.night.at = time(1)  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[night]\n\natt = 1", ":3: unknown key night.att; known are at, zone,"),
        ("databse = 1", ":1: unknown key databse; known are db, archive,"),
        ('night = "02:30"', ":1: night: "),
        ('[night]\nat = "25:00"', ":2: night.at: '25:00' is not a time of day"),
        ('[night]\nat = "2:30"', ":2: night.at: '2:30' is not a time of day"),
        ('[night]\nzone = "../../etc/passwd"', ":2: night.zone: '../../etc/passwd' is not a time zone"),
        ('[night]\nzone = "Asia"', "'Asia' is not a time zone"),
        ("[night]\njitter_minutes = -1", ":2: night.jitter_minutes: "),
        ('[rounds]\ntimes = ["09:30", "9.45"]', ":2: rounds.times[1]: '9.45' is not a time of day"),
        ('lang = "fr"', ":1: lang: 'fr' is unknown; known are zh, en"),
        ('db = ""', ":1: db: names no file or folder"),
        ('[site]\nbase_url = "file:///etc"', ":2: site.base_url: not an address"),
        ('[log]\nformat = "xml"', "'xml' is unknown; known are text, json"),
        ("[[alerts.rules]]\nplans = []\n[[alerts.rules]]\nprice_bellow = 1", ":4: unknown key alerts.rules[1]"),
        ('[[alerts.rules]]\nkinds = ["price"]', ":2: alerts.rules[0].kinds[0]: 'price' is unknown; known are price_changed"),
        ("[[alerts.rules]]\nprice_below = 20", "price_below and currency are set together"),
        ("[[alerts.rules]]\nratio_above = 0", "alerts.rules[0].ratio_above: "),
        ("a = [[[", "no TOML"),
        ("a = " + "[" * 20_000, "no TOML"),
        ("#" * 300_000, "more than 256 KiB"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line_with_file_key_and_what_is_possible(text: str, said: str) -> None:
    written(text)
    done = run("config")
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    assert line.startswith("codingplans: codingplans.toml")
    assert said in line


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CODINGPLANS_NIGHT__ATT", "1", "unknown key night.att; known are at"),
        ("CODINGPLANS_NIHGT__AT", "1", "no section 'nihgt'; known are night"),
        ("CODINGPLANS_NIGHT", "{", "written as JSON"),
        ("CODINGPLANS_ALERTS__RULES", "price", "written as JSON"),
        ("CODINGPLANS_LANG", "fr", "known are zh, en"),
    ],
)
def test_a_wrong_variable_is_named(name: str, value: str, said: str) -> None:
    done = run("config", **{name: value})
    assert done.returncode == 2
    [line] = done.stderr.splitlines()
    assert f"environment {name}" in line
    assert said in line


def test_a_named_file_that_is_not_there_is_refused() -> None:
    with pytest.raises(BadFile, match=r"none\.toml: No such file"):
        load(Path("none.toml"))


@pytest.mark.parametrize("keys", SECRETS)
def test_a_secret_in_the_file_is_refused_and_not_repeated(keys: tuple[str, str]) -> None:
    written(f'[{keys[0]}]\n{keys[1]} = "https://host/{TOKEN}"')
    with pytest.raises(BadConfiguration) as refused:
        load()
    assert f"codingplans.toml:2: {'.'.join(keys)} is a secret" in str(refused.value)
    assert TOKEN not in str(refused.value)


def test_secrets_are_read_from_their_files_and_shown_as_stars(monkeypatch: pytest.MonkeyPatch) -> None:
    written(f"# ours\nntfy://{TOKEN}@host/a\n\nmailto://me:{TOKEN}@host.example\n", "to.txt")
    written('[alerts]\nto_file = "to.txt"\n')
    monkeypatch.setenv("CODINGPLANS_PING__URL", f"https://ping.example/{TOKEN}")
    held = load()
    assert [one.get_secret_value().split(":")[0] for one in held.settings.alerts.to] == ["ntfy", "mailto"]
    assert held.origins["alerts", "to"] == "to.txt"
    for form in ("table", "json"):
        done = run("config", "--format", form)
        assert "****" in done.stdout
        assert TOKEN not in done.stdout + done.stderr
    assert TOKEN not in f"{held!r} {held.settings} {held.settings.model_dump_json()}"


@pytest.mark.parametrize(
    "env",
    [
        {"CODINGPLANS_ALERTS__TO": TOKEN},
        {"CODINGPLANS_ALERTS__TO": f"ntfy://host/topic {TOKEN}"},
        {"CODINGPLANS_ALERTS": f'{{"to": "{TOKEN}'},
        {"CODINGPLANS_ALERTS": f'{{"to": {{"a": "{TOKEN}"}}}}'},
        {"CODINGPLANS_ALERTS__LANG": f"ntfy://{TOKEN}"},
        {"CODINGPLANS_ALERTS__LINK_BASE": f"ntfy://{TOKEN}"},
        {"CODINGPLANS_ALERTS__TO__0": TOKEN},
        {"CODINGPLANS_PING__URL": f"ping.example/{TOKEN}"},
        {"CODINGPLANS_PING__URL": f"https://[{TOKEN}"},
        {"CODINGPLANS_PING__URL_FILE": "wrong.txt"},
        {"CODINGPLANS_ALERTS__TO_FILE": "wrong.txt"},
    ],
)
def test_a_wrong_secret_is_refused_and_not_repeated(env: dict[str, str]) -> None:
    written(TOKEN, "wrong.txt")
    done = run("config", CODINGPLANS_DEBUG="1", **env)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert TOKEN not in done.stdout + done.stderr


def test_no_secret_reaches_the_database_or_what_is_published_from_it() -> None:
    secrets = {
        "CODINGPLANS_ALERTS__TO": f"ntfy://{TOKEN}/a",
        "CODINGPLANS_PING__URL": f"https://x.example/{TOKEN}",
    }
    written("[night]\n")
    page = ROOT / "scrapers" / "samples" / "kimi"
    run("crawl", "kimi", "--replay", str(page), "--db", "x.db", **secrets)
    assert run("export", "out", "--db", "x.db", **secrets).returncode == 0
    kept = [path for path in Path().rglob("*") if path.is_file()]
    assert len(kept) > 5
    assert not [path for path in kept if TOKEN.encode() in path.read_bytes()]


def test_commands_take_their_defaults_from_it_and_an_option_goes_first() -> None:
    written('db = "mine.db"\nlang = "zh"\n[exports]\nfolder = "out"\n', "etc/c.toml")
    samples = str(ROOT / "scrapers" / "samples" / "kimi")
    for words in (["crawl", "kimi", "--replay", samples], ["export"]):
        done = run("--config", "etc/c.toml", *words)
        assert done.returncode == 0, done.stderr
    assert (Path("etc/mine.db").is_file(), Path("etc/out/feeds").is_dir()) == (True, True)
    assert "套餐" in run("report", "prices", CODINGPLANS_CONFIG="etc/c.toml").stdout
    assert "other.db" in run("--config", "etc/c.toml", "report", "prices", "--db", "other.db").stderr
    shown = json.loads(run("--config", "etc/c.toml", "config", "--format", "json", "--db", "o.db").stdout)
    assert shown["db"] == {"value": "o.db", "from": "option --db"}
    assert shown["exports.folder"]["from"].endswith("etc/c.toml:4")
