"""The reports as DataFrames: documented columns and units, also where there is nothing."""

import pandas as pd
import pytest
from story import empty, past

from reports import frames


def test_prices_are_numbers_indexed_by_offer() -> None:
    found = frames.prices(past(), "2026-05-29")
    glm = found.loc["zhipu/coding-plan/lite/CN/account/P1M/CNY"]
    assert (glm.monthly_cny, glm.ratio_to_claude_pro) == (49.0, 2.76)
    assert found.query("region == 'CN' and per == 'account' and rank == 1").first_year_cny.iloc[0] < 250
    assert tuple(found.reset_index().columns) == frames.PRICES


def test_history_is_half_open_and_marks_claims() -> None:
    found = frames.history(past(), "zhipu/coding-plan/lite/CN/account/P1M/CNY")
    assert tuple(found.columns) == frames.HISTORY
    believed = found[~found.claim]
    assert believed.price.tolist()[-2:] == [49.0, 118.0]
    assert believed["to"].iloc[-2] == believed["from"].iloc[-1] == pd.Timestamp("2026-07-30", tz="UTC")
    assert pd.isna(believed["to"].iloc[-1])
    assert found.claim.any()


def test_changes_split_the_move() -> None:
    found = frames.changes(past(), since="2026-07-01", as_of="2026-10-04")
    assert tuple(found.columns) == frames.CHANGES
    moved = found[found.kind == "price_changed"]
    assert (moved.usd_vendor + moved.usd_rate - moved.usd_total).abs().max() < 1e-9


@pytest.mark.parametrize("frame", [frames.prices, frames.history, frames.changes])
def test_a_frame_without_rows_has_the_same_columns_and_types(frame: object) -> None:
    nothing, something = frame(empty()), frame(past())  # type: ignore[operator]
    assert nothing.empty
    assert list(nothing.columns) == list(something.columns)
    for name in (*frames.MONEY, *frames.COUNTS):
        if name in something:
            assert nothing[name].dtype == something[name].dtype
