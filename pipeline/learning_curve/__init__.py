"""How quality grows with what people coded, and what more passages are likely to bring."""
