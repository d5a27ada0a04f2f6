"""What stands in the tables, one file a table or an idea: the only place that writes rows."""
