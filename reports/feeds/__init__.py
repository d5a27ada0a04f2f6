"""Feeds: news for feed readers."""
