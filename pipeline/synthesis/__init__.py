"""What the coded passages of a run say together, and what speaks against it."""
