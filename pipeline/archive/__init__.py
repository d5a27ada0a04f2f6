"""Over the archive: reading kept pages again, and tracing a number back to its bytes."""
