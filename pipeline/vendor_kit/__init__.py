"""What a new vendor begins with: its page tried on the shared readers, and the files that come of it."""
