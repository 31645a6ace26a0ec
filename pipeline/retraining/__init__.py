"""What a training changed: the model before and the model after on the same unseen documents."""
