"""Postings: where each pair of neighbouring characters stands, packed for a browser to read in parts.

The blocks of a bundle are laid out behind each other, each followed by one empty place, and every
character has its place. A phrase is found where its pairs stand at the right distances, and nowhere
else, since no pair reaches over the end of a block; a single character where it begins a pair, the
last of a block being followed by 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .packing import deflated

PART = 24_000  # bytes after which a new part begins: few enough to read one for one pair
CODE = 21  # bits of a code point
Numbers = NDArray[np.uint64]
Places = NDArray[np.int64]


@dataclass(frozen=True)
class Part:
    """The pairs from `first` on, up to the next part's; packed as `_packed` says."""

    first: str
    content: bytes


def parts_of(forms: str) -> list[Part]:
    """The parts of a bundle, in the order of their pairs; `forms` are the normal forms of its blocks, each
    followed by "\\0"."""
    laid = np.frombuffer(forms.encode("utf-32-le"), np.uint32)
    if not laid.any():
        return []
    # One number holds a pair and its place, so that sorting plain numbers, which takes a tenth of the
    # time of sorting their places, brings them into order. Characters are numbered: fewer bits.
    chars, numbers = _numbered(laid)
    places = np.flatnonzero(laid)
    char, place = _bits(len(chars)), _bits(len(laid))
    keys = numbers[places] << np.uint64(char) | numbers[places + 1]
    keys = keys << np.uint64(place) | places.view(np.uint64)
    keys.sort()
    pairs, found = keys >> np.uint64(place), keys & np.uint64((1 << place) - 1)
    starts = np.flatnonzero(np.concatenate(([True], pairs[1:] != pairs[:-1])))
    gaps = np.diff(found, prepend=np.uint64(0))
    gaps[starts] = found[starts]
    packed, ends = varints(gaps)
    limits = np.concatenate(([0], ends[starts[1:] - 1], ends[-1:]))
    pairs = pairs[starts]
    firsts, seconds = chars[pairs >> np.uint64(char)], chars[pairs & np.uint64((1 << char) - 1)]
    return list(_parted(firsts, seconds, limits, packed.tobytes()))


def _numbered(laid: NDArray[np.uint32]) -> tuple[Numbers, Numbers]:
    """The characters that occur, in order, and the number of each of the text's among them."""
    known = np.zeros(1 << CODE, np.uint64)
    known[laid] = 1
    chars = np.flatnonzero(known).astype(np.uint64)
    known[chars] = np.arange(len(chars), dtype=np.uint64)
    return chars, known[laid]


def _bits(count: int) -> int:
    """How many bits the numbers below `count` take."""
    return (count - 1).bit_length()


def _parted(firsts: Numbers, seconds: Numbers, limits: Places, packed: bytes) -> Iterator[Part]:
    """Pairs in parts of about PART bytes; one pair with many places is a part of its own. The places of
    a pair are packed between its limit and the next one's."""
    begin = 0
    while begin < len(firsts):
        end = int(np.searchsorted(limits, limits[begin] + PART, "right")) - 1
        end = max(end, begin + 1)
        places = packed[int(limits[begin]) : int(limits[end])]
        lengths = np.diff(limits[begin : end + 1])
        yield _packed(firsts[begin:end], seconds[begin:end], lengths, places)
        begin = end


def _packed(firsts: Numbers, seconds: Numbers, lengths: Places, places: bytes) -> Part:
    """Deflated: the number of pairs; for each the step of its first character from the one before, its
    second character and the length of its places in bytes; then the places of each pair, as steps.
    All numbers are varints, low seven bits first."""
    table = np.empty(3 * len(firsts) + 1, np.uint64)
    table[0] = len(firsts)
    table[1::3] = np.diff(firsts, prepend=np.uint64(0))
    table[2::3] = seconds
    table[3::3] = lengths
    content = deflated(varints(table)[0].tobytes() + places)
    return Part(chr(int(firsts[0])) + chr(int(seconds[0])), content)


def varints(numbers: Numbers) -> tuple[NDArray[np.uint8], Places]:
    """Numbers below 1 << 56 as bytes of seven bits, the low ones first, all but a number's last with the top
    bit set; and where each number ends."""
    most = int(numbers.max()) if len(numbers) else 0
    word = np.dtype("<u4" if most < 1 << 28 else "<u8")  # has a byte for every seven bits
    numbers = numbers.astype(word)
    packed, taken = numbers & 0x7F, np.ones(len(numbers), word)  # a byte that is taken is 1
    sizes = np.ones(len(numbers), np.uint8)
    for place in range(1, -(-most.bit_length() // 7)):
        more = numbers >= 1 << 7 * place
        packed |= (numbers & 0x7F << 7 * place) << place
        packed |= more.astype(word) << 8 * place - 1
        taken |= more.astype(word) << 8 * place
        sizes += more
    return packed.view(np.uint8)[taken.view(np.bool_)], np.cumsum(sizes, dtype=np.int64)
