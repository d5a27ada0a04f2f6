"""What words of a page mean, whoever sells: amounts, kinds of price, stock, use, dates, names of plans, vendors and brands."""
