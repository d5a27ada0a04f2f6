"""One file a vendor: its sources in their order of trust, and its spider."""
