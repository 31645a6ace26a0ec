"""Whether Tesseract can be used. It is looked for only where OCR was asked for, and loaded only then."""

import shutil

LANGUAGE = "nld"
INSTALL = "install Tesseract with Dutch, for instance: apt install tesseract-ocr tesseract-ocr-nld"


def missing() -> str | None:
    """Say in one line what is missing for OCR and how to get it; None when all is there."""
    import pytesseract  # slow to load

    if shutil.which(pytesseract.pytesseract.tesseract_cmd) is None:
        return f"OCR was asked for, but there is no tesseract on this machine: {INSTALL}."
    if LANGUAGE not in pytesseract.get_languages():
        return f"OCR was asked for, but tesseract has no language '{LANGUAGE}': {INSTALL}."
    return None
