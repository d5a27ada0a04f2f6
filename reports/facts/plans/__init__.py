"""What is known of one plan beside its prices, and how a plan is found by name."""
