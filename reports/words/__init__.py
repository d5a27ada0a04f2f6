"""Words: one catalogue a language, and what reads it."""
