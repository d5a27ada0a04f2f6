"""Fetching: asking vendors for their pages, politely, and only at addresses their sources own."""
