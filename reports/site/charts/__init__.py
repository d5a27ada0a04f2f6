"""The charts of the site: what they show, and drawing them."""
