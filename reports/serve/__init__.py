"""Serving: the database in a browser, and to coding agents."""
