"""Another codebook for the same codings: codes are renamed, merged or split, and the codings follow as they are read.

No file of codings is touched. The codebook itself keeps which codes there were (`voorheen`, `gesplitst`), so that every
decision ever made can be read, for good, by the codebook of the day.
"""
