"""Review: what to code next, the places where people code it, and how their decisions come back."""
