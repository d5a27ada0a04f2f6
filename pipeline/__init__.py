"""From what pages said to what we publish: crawl, merge, judge, settle."""
