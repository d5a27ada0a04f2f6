"""Output: a report as a table in a terminal, Markdown, CSV or JSON, made harmless."""
