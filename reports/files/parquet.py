"""History as a Parquet file: amounts exact decimals, moments in UTC, charges, quotas and models as lists."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.json as pj
import pyarrow.parquet as pq

AMOUNT = pa.decimal128(18, 6)
MOMENT = pa.timestamp("s", tz="UTC")
CHARGE = pa.struct({"price": AMOUNT, "periods": pa.int32()})
QUOTA = pa.struct({"amount": AMOUNT, "unit": pa.string(), "window": pa.string()})
TYPES = {
    **dict.fromkeys(("price", "list_price", "intro_price", "monthly_cny", "monthly_usd"), AMOUNT),
    **dict.fromkeys(("from", "to", "last_seen"), MOMENT),
    "intro_periods": pa.int32(),
    "intro_until": pa.date32(),
    "charges": pa.list_(CHARGE),
    "claim": pa.bool_(),
    "quotas": pa.list_(QUOTA),
    "models": pa.list_(pa.string()),
}
_EPOCH = date(1970, 1, 1).toordinal()


def write(path: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Write the rows; columns that TYPES does not name are text. The same rows make the same bytes.

    Arrow reads the rows as JSON, without a Python object for each value, and without importing pandas.
    """
    schema = pa.schema([(name, TYPES.get(name, pa.string())) for name in columns])
    pq.write_table(_table(rows, schema) if rows else schema.empty_table(), path, compression="zstd")


def _table(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.Table:
    lines = b"\n".join(orjson.dumps(_stated(row)) for row in rows)
    whole = pj.ReadOptions(use_threads=False, block_size=len(lines) + 1)
    as_it_is = pj.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
    return pj.read_json(BytesIO(lines), whole, as_it_is)


def _stated(row: dict[str, Any]) -> dict[str, Any]:
    """The row with amounts as text and days as Arrow counts them."""
    until = row["intro_until"]
    return {
        **row,
        "intro_until": None if until is None else date.fromisoformat(until).toordinal() - _EPOCH,
        "quotas": [{**quota, "amount": str(quota["amount"])} for quota in row["quotas"]],
    }
