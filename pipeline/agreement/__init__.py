"""How far people agree with each other and with the model, and the passages on which they do not."""
