"""Views: one file for each `codingplans report NAME`, and what they share."""
