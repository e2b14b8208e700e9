"""Refusal: why a file cannot be taken in, told in Chinese with what to do."""

from __future__ import annotations


class IntakeError(ValueError):
    """A file that cannot be taken in; the message says what is wrong and what to do."""
