"""Address: where an address on a page of the site leads."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# what a browser makes itself of the address, without asking anybody
WITHIN = ("data", "blob", "about")


@dataclass(frozen=True)
class Target:
    """`file` from the site's top, or None for what is not of this site; `anchor` within the page."""

    file: str | None
    anchor: str = ""


def target_of(at: str, address: str, home: str = "") -> Target | None:
    """Where an address leads that stands in the file `at`; None where nobody is asked (data:, mailto:).
    `home` is the site's own address, if it has one. An address that is none is outside."""
    try:
        parts = urlsplit(address.strip().replace("\\", "/"))  # as browsers read it
    except ValueError:
        return Target(None)
    own = urlsplit(home)
    if parts.scheme in (*WITHIN, "mailto", "tel"):
        return None
    if parts.netloc and (parts.netloc != own.netloc or parts.scheme not in ("", own.scheme)):
        return Target(None)
    if parts.scheme and not parts.netloc:
        return Target(None)
    anchor, path = unquote(parts.fragment), unquote(parts.path)
    if not path and not parts.netloc:
        return Target(at, anchor)
    if path.startswith("/") or parts.netloc:
        top = own.path.rstrip("/") + "/"
        if not path.startswith(top):
            return Target(None)
        joined = path[len(top) :]
    else:
        joined = posixpath.join(posixpath.dirname(at), path)
    file = posixpath.normpath(joined) if joined else "."
    if joined == "" or joined.endswith(("/", "/.", "/..")) or file == ".":
        file = posixpath.normpath(posixpath.join(file, "index.html"))
    return Target(file, anchor)
