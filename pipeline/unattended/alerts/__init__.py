"""Sending alerts: addresses as apprise writes them, what each answers, and what each has yet to be told."""
