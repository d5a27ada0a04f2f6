"""History as a Parquet file: amounts exact decimals, moments in UTC, charges, quotas and models as lists."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
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


def write(path: Path, rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    """Write the rows; columns that TYPES does not name are text. The same rows make the same bytes."""
    schema = pa.schema([(name, TYPES.get(name, pa.string())) for name in columns])
    values = [[_value(row[name], TYPES.get(name)) for row in rows] for name in columns]
    arrays = [pa.array(one, field.type) for one, field in zip(values, schema, strict=True)]
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), path, compression="zstd")


def _value(value: Any, kind: Any) -> Any:
    if value is None:
        return None
    if kind == AMOUNT:
        return Decimal(value)
    if kind == MOMENT:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if kind == TYPES["intro_until"]:
        return date.fromisoformat(value)
    if kind == TYPES["charges"]:
        return [{**step, "price": Decimal(step["price"])} for step in value]
    if kind == TYPES["quotas"]:
        return [{**quota, "amount": Decimal(quota["amount"])} for quota in value]
    return value
