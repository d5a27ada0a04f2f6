"""Proofs: sources whose page nobody had seen in real bytes, and since when what they say is believed."""

from db.database import Database, insert


def prove(db: Database, source: str, at: str, by: str) -> None:
    """The source is believed from this moment on; `by` says why: an offer id of the dated history, or "a person"."""
    insert(db, "proofs", {"source": source, "proven_at": at, "by": by}, "IGNORE")


def next_proof(db: Database, at: str) -> str | None:
    """The first moment from this one on at which a source was proven, None where there is none."""
    row = db.execute("SELECT min(proven_at) FROM proofs WHERE proven_at >= ?", [at]).fetchone()
    return None if row[0] is None else str(row[0])


def proven(db: Database, before: str) -> set[str]:
    """The sources that were proven before a moment."""
    return {row[0] for row in db.execute("SELECT source FROM proofs WHERE proven_at < ?", [before])}
