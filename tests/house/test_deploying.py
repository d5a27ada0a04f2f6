"""What the deploying page hands out: units that systemd takes, a workflow whose steps run, files that parse and fit each other."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from places import ROOT

FOLDER = ROOT / "docs" / "deploying"
OURS = str(Path(sys.prefix) / "bin" / "codingplans")
UNITS = sorted(path.name for path in FOLDER.iterdir() if path.suffix in (".service", ".timer"))


def parsed(name: str) -> dict[Any, Any]:
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def step(name: str) -> str:
    """The commands of a step of the workflow."""
    steps = parsed("nightly.yml")["jobs"]["night"]["steps"]
    return next(one["run"] for one in steps if one.get("name") == name)  # type: ignore[no-any-return]


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """A folder as a runner has it: the program in venv/, and a `gh` that keeps a release in a folder."""
    (tmp_path / "venv").symlink_to(sys.prefix)
    (tmp_path / "bin").mkdir()
    gh = tmp_path / "bin" / "gh"
    gh.write_text(
        "#!/bin/sh\n"
        'case "$2" in\n'
        "view) test -d release ;;\n"
        "create) mkdir release ;;\n"
        'upload) cp "$4" release/ ;;\n'
        "download) cp release/state.tar.gz . ;;\n"
        "esac\n"
    )
    gh.chmod(0o755)
    return tmp_path


def run(runner: Path, name: str) -> str:
    """What a step writes to its outputs; it must end well."""
    outputs = runner / "outputs"
    outputs.write_text("")
    path = f"{runner / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "GITHUB_OUTPUT": str(outputs), "GITHUB_EVENT_NAME": "schedule"}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", step(name)],
        cwd=runner,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return outputs.read_text()


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_takes_every_unit(tmp_path: Path) -> None:
    for name in UNITS:
        text = (FOLDER / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("/opt/codingplans/.venv/bin/codingplans", OURS))
    done = subprocess.run(
        [
            "systemd-analyze",
            "verify",
            "--man=no",
            *(str(tmp_path / name) for name in UNITS if "@" not in name),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
    )
    assert done.returncode == 0, done.stderr
    assert not [line for line in done.stderr.splitlines() if "codingplans" in line]


def test_a_release_carries_the_state_from_one_night_to_the_next(runner: Path) -> None:
    run(runner, "Fetch the state")
    assert not run(runner, "Look whether tonight's crawl is done")
    subprocess.run(
        [OURS, "import", str(ROOT / "db" / "history.csv"), "--db", "codingplans.db"], cwd=runner, check=True
    )
    (runner / "codingplans-archive").mkdir()
    run(runner, "Keep the state")
    kept = (runner / "codingplans.db").read_bytes()
    (runner / "codingplans.db").unlink()
    run(runner, "Fetch the state")
    assert (runner / "codingplans.db").read_bytes() == kept
    assert not run(runner, "Look whether tonight's crawl is done")  # a history alone is no crawl


def test_the_workflow_asks_for_no_more_than_it_needs() -> None:
    workflow = parsed("nightly.yml")
    assert workflow["permissions"] == {}
    assert set(workflow["jobs"]["night"]["permissions"]) == {"contents", "pages", "id-token"}
    assert workflow["concurrency"]["cancel-in-progress"] is False
    schedule = [one["cron"] for one in workflow[True]["schedule"]]  # YAML reads the key `on` as true
    assert len(schedule) == 2
    assert all(int(cron.split()[0]) % 30 for cron in schedule)


def test_the_container_is_not_root_and_writes_to_its_volume_alone() -> None:
    image = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    service = parsed("compose.yaml")["services"]["codingplans"]
    user = re.search(r"--uid (\d+)", image)
    assert user
    assert service["user"] == f"{user[1]}:{user[1]}"
    assert re.findall(r"^USER (\w+)$", image, re.M) == ["codingplans"]
    assert service["read_only"] is True
    assert service["volumes"] == ["data:/data"]
    for name in re.findall(r"^COPY (.+) \S+$", image, re.M):
        assert all((ROOT / part).exists() for part in name.split())


def test_every_file_is_in_both_guides() -> None:
    for guide in ("deploying.md", "deploying.zh-CN.md"):
        text = (ROOT / "docs" / guide).read_text(encoding="utf-8")
        assert not [
            path.name for path in FOLDER.iterdir() if f"`{path.name}`" not in text and path.name not in text
        ]


def test_both_guides_say_the_same_commands() -> None:
    english, chinese = (
        re.findall(r"^```bash\n(.*?)^```", (ROOT / "docs" / name).read_text(encoding="utf-8"), re.M | re.S)
        for name in ("deploying.md", "deploying.zh-CN.md")
    )
    commands = [
        [re.sub(r"\s+#.*", "", line) for block in blocks for line in block.splitlines()]
        for blocks in (english, chinese)
    ]
    assert commands[0] == commands[1]
