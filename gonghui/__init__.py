"""Publish, compare and search the work summaries of trade unions.

The package is the product; MkDocs, Jinja and click are known only to `gonghui.adapters`.
"""

__version__ = "0.1.0"
