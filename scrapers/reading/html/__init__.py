"""HTML as a reader sees it: the tree without what is hidden, its words, and the sections that are of others."""
