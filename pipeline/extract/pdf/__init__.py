"""Reading PDF files: text and geometry from pdfium, layout by our own rules."""

from pipeline.extract.pdf.reader import read_pdf

__all__ = ["read_pdf"]
