"""Words: what the reports say, in English and Chinese."""
