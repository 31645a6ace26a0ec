"""Reports that are there twice: the same file, or nearly the same sentences. One of them is coded."""

from pipeline.duplicates.jobs import keep_sketch, set_copies_apart, set_near_copies_apart, sketch_key

__all__ = ["keep_sketch", "set_copies_apart", "set_near_copies_apart", "sketch_key"]
