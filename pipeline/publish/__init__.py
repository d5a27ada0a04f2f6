"""Publishing: what the judge let pass becomes observations and events; what it held stands and ends."""
