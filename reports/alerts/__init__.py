"""What an owner is told without asking: which news a rule wants, and the message that says it."""
