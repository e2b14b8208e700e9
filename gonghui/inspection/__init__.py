"""Inspection: a built site looked through before it is published: links and anchors, what a browser
would fetch from elsewhere, and numbers of persons in whatever the site offers, unpacked.

Reads the files of the site alone and knows nothing of how they were made.
"""

from .site import inspect

__all__ = ["inspect"]
