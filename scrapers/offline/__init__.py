"""Saved pages asked for and read without a network, each different one once."""
