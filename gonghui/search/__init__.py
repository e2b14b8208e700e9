"""Search: an index of every phrase of every page, exact in Chinese, that a browser reads in small parts
from plain files.
"""

from .content import blocks_of
from .document import Block, BlockKind, Document, Packed
from .files import bundle_files, bundles_of, index_files, search_files
from .normal import normal
from .store import Store

__all__ = [
    "Block", "BlockKind", "Document", "Packed", "Store", "blocks_of", "bundle_files", "bundles_of",
    "index_files", "normal", "search_files",
]  # fmt: skip
