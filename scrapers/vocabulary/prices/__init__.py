"""What words of a page say of money: amounts, what kind each is, what is billed when, and what one plan comes to."""
