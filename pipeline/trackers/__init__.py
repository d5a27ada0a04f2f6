"""Other trackers: what their listings say, through the same judge as a crawl."""
