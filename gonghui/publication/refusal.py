"""Refusal: why nothing was published or switched, in Chinese, and what to do."""


class Refusal(Exception):
    """What readers see has not changed. The text is for the terminal; it may have several lines."""
