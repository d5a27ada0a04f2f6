"""The curated history: its file of dated prices with their evidence, and what it puts into the database."""
