"""Files that programs read: JSON, CSV, Parquet, SQLite, llms.txt."""
