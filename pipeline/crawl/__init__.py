"""A crawl: running the spiders, live or from saved pages, and storing each vendor as it finishes."""
