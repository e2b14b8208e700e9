"""Search: an index of every phrase of every page, exact in Chinese, that a browser reads in small parts
from plain files.
"""

from .content import blocks_of
from .document import Block, BlockKind, Document
from .files import search_files
from .normal import normal
from .store import Store

__all__ = ["Block", "BlockKind", "Document", "Store", "blocks_of", "normal", "search_files"]
