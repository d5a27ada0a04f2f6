"""Tabular: plans in tables, their rows and columns by the words of their labels, and the sentences around them."""
