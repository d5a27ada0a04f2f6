"""Reading: from the bytes of a page to what its words say, table by table, card by card, amount by amount."""
