"""What a month's money buys: tokens, and use at API list prices, from what vendors state and nothing else."""
