"""Proofs: sources whose page nobody had seen in real bytes, and since when what they say is believed."""

from db.database import Database


def prove(db: Database, source: str, at: str, by: str) -> None:
    """The source is believed from this moment on; `by` says why: an offer id of the dated history, or "a person"."""
    db.table("proofs").insert({"source": source, "proven_at": at, "by": by}, ignore=True)


def proven(db: Database, before: str) -> set[str]:
    """The sources that were proven before a moment."""
    return {row[0] for row in db.execute("SELECT source FROM proofs WHERE proven_at < ?", [before])}
