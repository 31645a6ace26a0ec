"""Word documents (.docx, .docm): what Word shows with all changes accepted, in reading order.

Own code on lxml rather than python-docx: that gives no notes, text boxes, list numbers, fields or tracked changes, and
unpacks whatever it is given. Macros are never looked at.
"""

from pipeline.extract.docx.reader import read_docx

__all__ = ["read_docx"]
