"""Notation: how people write numerals, figures and periods, read and never guessed at."""
