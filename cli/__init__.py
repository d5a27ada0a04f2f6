"""Thin commands: parse words, call the rooms, print. Nothing heavy is imported before a command runs."""
