"""Records: the objects of JSON answers and of scripts, each with the text it stands in."""
