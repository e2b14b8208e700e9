"""Postings: where each pair of neighbouring characters stands, packed for a browser to read in parts.

The blocks of a bundle are laid out behind each other, each followed by one empty place, and every
character has its place. A phrase is found where its pairs stand at the right distances, and nowhere
else, since no pair reaches over the end of a block; a single character where it begins a pair, the
last of a block being followed by 0.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

PART = 24_000  # bytes after which a new part begins: few enough to read one for one pair
Numbers = NDArray[np.uint64]


@dataclass(frozen=True)
class Part:
    """The pairs from `first` on, up to the next part's; packed as `_packed` says."""

    first: str
    content: bytes


def parts_of(laid: NDArray[np.uint32]) -> list[Part]:
    """The parts of a bundle whose blocks' normal forms are `laid` out as code points, each followed by
    a 0, in the order of their pairs."""
    codes = laid.astype(np.uint64)
    if not len(codes):
        return []
    places = np.flatnonzero(codes)
    pairs = codes[places] << np.uint64(21) | codes[places + 1]
    order = np.argsort(pairs, kind="stable")
    pairs, places = pairs[order], places[order].astype(np.uint64)
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    gaps = np.diff(places, prepend=np.uint64(0))
    gaps[starts] = places[starts]
    packed, ends = varints(gaps)
    last = np.append(ends[starts[1:] - 1], ends[-1:])
    first = np.append(ends[:1] * 0, last[:-1])
    return list(_parted(pairs[starts], first, last, packed.tobytes()))


def _parted(pairs: Numbers, first: Numbers, last: Numbers, packed: bytes) -> Iterator[Part]:
    """Pairs in parts of about PART bytes; one pair with many places is a part of its own."""
    begin = 0
    for at in range(len(pairs)):
        if at + 1 == len(pairs) or last[at + 1] - first[begin] > PART:
            chosen = slice(begin, at + 1)
            yield _packed(
                pairs[chosen],
                last[chosen] - first[chosen],
                packed[int(first[begin]) : int(last[at])],
            )
            begin = at + 1


def _packed(pairs: Numbers, lengths: Numbers, places: bytes) -> Part:
    """zlib of: the number of pairs; for each the step of its first character from the one before, its
    second character and the length of its places in bytes; then the places of each pair, as steps.
    All numbers are varints, low seven bits first."""
    firsts, seconds = pairs >> np.uint64(21), pairs & np.uint64(0x1FFFFF)
    table = np.empty(3 * len(pairs) + 1, np.uint64)
    table[0] = len(pairs)
    table[1::3] = np.diff(firsts, prepend=np.uint64(0))
    table[2::3] = seconds
    table[3::3] = lengths
    content = zlib.compress(varints(table)[0].tobytes() + places, 9)
    return Part(chr(int(firsts[0])) + chr(int(seconds[0])), content)


def varints(numbers: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Numbers as bytes of seven bits, the low ones first, all but a number's last with the top bit set;
    and where each number ends."""
    sizes = np.ones(len(numbers), np.uint64)
    for bits in range(7, 64, 7):
        more = numbers >> np.uint64(bits)
        if not more.any():
            break
        sizes += more > 0
    ends = np.cumsum(sizes)
    packed = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    begins = ends - sizes
    for place in range(int(sizes.max()) if len(sizes) else 0):
        has = sizes > place
        seven = (numbers[has] >> np.uint64(7 * place)) & np.uint64(0x7F)
        seven |= np.where(sizes[has] > place + 1, np.uint64(0x80), np.uint64(0))
        packed[begins[has].astype(np.int64) + place] = seven.astype(np.uint8)
    return packed, ends
