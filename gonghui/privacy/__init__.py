"""Privacy: what must not be published of a person, found in any text: identity cards, mobile and
bank card numbers, marks of secrecy, and names beside a hardship.

Pure text in, places out; nothing here reads a file. Sources: GB 11643 (identity numbers), ISO/IEC
7812 (card numbers), contract.md §6.
"""

from .leak import KIND_NAMES, Kind, Leak, leaks_in, masked
from .listing import names_in
from .person import names_a_person
from .secrecy import marks_in
from .surname import is_name, surname_of, veiled_name

__all__ = [
    "KIND_NAMES",
    "Kind",
    "Leak",
    "is_name",
    "leaks_in",
    "marks_in",
    "masked",
    "names_a_person",
    "names_in",
    "surname_of",
    "veiled_name",
]
