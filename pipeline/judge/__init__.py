"""The judge: cases, the rules that hold what looks wrong, and the holds."""
