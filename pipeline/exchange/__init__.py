"""Passages and the codebook out to other tools and in again: what a person decided survives the way there and back."""
