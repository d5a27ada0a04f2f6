"""The database: the only writer, its migrations, its views, and the curated history that ships with it."""
