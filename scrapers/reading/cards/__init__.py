"""Price cards: where they stand on a page, which billing tab is open, and what their buttons and keys say."""
