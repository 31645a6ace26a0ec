"""Dates as a reviewer reads them."""

from datetime import date

_MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def in_words(day: date) -> str:
    """Return a date in Dutch: '12 november 2026'."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
