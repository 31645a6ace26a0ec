"""Reading PDF files: text and geometry from pdfium, layout by our own rules."""
