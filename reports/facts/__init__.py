"""Facts: computed from the database, unrounded, without words or layout."""
