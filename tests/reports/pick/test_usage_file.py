"""Usage files of every tool and version: counted once, by kind and model, and refused in words where they cannot be.

The files in `usage` are stand-ins of our own writing, in the shapes that the versions in their names write.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.pick.usage_file import LARGEST, read_usage_file, usage_file
from reports.pick.usage_rows import BadRows
from reports.question import BadQuestion

ROOM = Path(__file__).with_name("usage")
EXPECTED: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("usage_expected.json").read_text(encoding="utf-8")
)
ROW = {"date": "2026-11-01", "inputTokens": 1, "outputTokens": 1}


def test_every_stand_in_is_looked_at() -> None:
    assert {path.name for path in ROOM.iterdir()} == EXPECTED.keys()


@pytest.mark.parametrize("name", EXPECTED)
def test_what_a_tool_wrote_is_counted(name: str) -> None:
    assert vars(read_usage_file(ROOM / name)) == EXPECTED[name]


def test_a_month_is_thirty_days_of_the_file_rounded_up() -> None:
    month = read_usage_file(ROOM / "claude-daily-v16.json").month()  # of ten days
    assert (month.fresh, month.cached, month.written, month.out) == (6000, 300_000, 15_000, 3000)
    assert month.models["glm-5.3"] == {"fresh": 1500, "cached": 18_000, "written": 0, "out": 300}
    other = read_usage_file(ROOM / "claude-daily-v16.json", days=7).month()
    assert other.fresh == 8572  # 2000 x 30 / 7 = 8571.4…


def test_input_that_holds_its_cached_part_is_not_counted_twice() -> None:
    file = read_usage_file(ROOM / "codex-daily-v18.json")
    assert sum(file.tokens.values()) == 12_600  # the file's own total


def test_rows_of_all_agents_are_not_added_to_those_of_each() -> None:
    assert sum(read_usage_file(ROOM / "all-agents-daily-v20.json").tokens.values()) == 5560


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no JSON"),
        (b'{"type":"user"}\n{"type":"assistant"}\n', "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"daily":[NaN]}', "no JSON"),
        (b"5", "no usage"),
        (b'{"daily":[]}', "no usage"),
        (b'{"daily":[{"date":"2026-11-01","inputTokens":0,"outputTokens":0}]}', "no usage"),
        (b'{"daily":[{"date":"2026-11-01"}]}', "daily 1: inputTokens"),
        (b'{"daily":[{"inputTokens":5},{"inputTokens":-5}]}', "daily 2: inputTokens"),
        (b'{"daily":[{"inputTokens":true}]}', "daily 1: inputTokens"),
        (b'{"daily":[{"inputTokens":"9"}]}', "daily 1: inputTokens"),
        (b'{"daily":[{"inputTokens":1.5}]}', "daily 1: inputTokens"),
        (b'{"daily":[{"inputTokens":1e300}]}', "daily 1: inputTokens"),
        (b'{"daily":[{"inputTokens":1,"cachedInputTokens":2}]}', "daily 1: cachedInputTokens"),
        (b'{"daily":["x"]}', "daily"),
        (b'{"sessions":[{"inputTokens":5,"sessionId":"a"}]}', "--days"),
        (b'{"daily":[' + b'{"inputTokens":1},' * 100_000 + b'{"inputTokens":1}]}', "more than anybody"),
        (b" " * (LARGEST + 1), "more than anybody"),
    ],
)  # fmt: skip
def test_a_bad_file_is_named_with_what_to_do(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "usage.json"
    path.write_bytes(content)
    with pytest.raises(BadQuestion) as refused:
        read_usage_file(path)
    assert str(path) in str(refused.value)
    assert said in str(refused.value)
    assert "ccusage daily --json" in str(refused.value)


def test_days_that_no_row_names_are_what_the_asker_says() -> None:
    assert usage_file(b'{"sessions":[{"inputTokens":5}]}', days=3).month().fresh == 50


def test_parts_that_are_more_than_their_row_say_nothing_of_models() -> None:
    parts = [{"modelName": "m", "inputTokens": 9, "outputTokens": 0}]
    file = usage_file(json.dumps({"daily": [{**ROW, "modelBreakdowns": parts}]}).encode())
    assert file.models == {"": {"fresh": 1, "cached": 0, "written": 0, "out": 1}}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["daily", "data", "tools", "projects", "metrics", "range", "models", "modelBreakdowns", "byModel",
             "modelName", "inputTokens", "outputTokens", "cachedInputTokens", "totalTokens", "tokenCounts", "date",
             "period", "agent", "entries", "costUSD", "isGap", "modelsUsed"]
        ),
        inner,
        max_size=6,
    ),
    max_leaves=20,
)  # fmt: skip


@given(_JSON)
def test_whatever_a_file_holds_it_is_counted_or_refused(value: Any) -> None:
    try:
        file = usage_file(json.dumps(value).encode())
    except BadRows:
        return
    assert file.days >= 1
    assert sum(file.tokens.values()) > 0
    assert all(count >= 0 for count in file.tokens.values())
