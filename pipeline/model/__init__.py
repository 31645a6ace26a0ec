"""The classifier: features, training, thresholds, quality on unseen documents, and the folder it is kept in."""
