"""Vendors that a user declared for themselves."""
