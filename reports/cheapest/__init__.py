"""The search for the cheapest way through some months."""
