"""Help me choose: a question about region, budget, tools, payment and usage, and the plans that answer it."""
