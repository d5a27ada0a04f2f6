"""Reports: from the database to people. They only read; every number is rounded once, when it is printed."""
