"""Cards: the pictures that chat apps show beside a link."""
