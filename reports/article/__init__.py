"""The article's claims, checked."""
