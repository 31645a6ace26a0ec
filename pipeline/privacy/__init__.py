"""Masking what points to a person: names, e-mail addresses, telephone numbers, BSN and IBAN. Never perfect."""

from pipeline.privacy.reading import masking_key, read_file

__all__ = ["masking_key", "read_file"]
