"""The tables and views: numbered migrations, what one of them repaired, and the views a person can query."""
