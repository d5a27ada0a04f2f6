"""Strangers' work, done in processes of its own under limits: reading a page, importing a user's module."""
