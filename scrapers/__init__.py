"""What a vendor's page says: sources that turn a page into offers, and the spiders that fetch them."""
