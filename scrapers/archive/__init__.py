"""The archive: every page kept in WARC files, found again, and replayed."""
