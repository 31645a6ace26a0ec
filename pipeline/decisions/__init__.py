"""What people decided, in the results of a run: each decision finds its passage again and then counts there."""
