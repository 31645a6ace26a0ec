"""How good the codings are, where they go wrong, and what each part of the classifier is worth."""
