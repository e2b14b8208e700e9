"""Feed: the newest summaries for whoever wants to be told of them (Atom, RFC 4287)."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from .address import FEED
from .corpus import Corpus
from .excerpt import excerpt
from .summary import Summary

ADDRESS = FEED
ENTRIES = 30
AUTHORITY = "gonghui.internal"
_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")


def feed(corpus: Corpus, title: str, site_url: str = "") -> bytes:
    """The 30 issued last, newest first, those of one day by address; those without a day of issue
    are left out. Links are relative to the feed where the site's own address is not known.

    A day has no hour: it is given as its beginning in China's time.
    """
    site_url = quote(site_url, safe="%/:?#[]@!$&'()*+,;=~")
    site_url = site_url if not site_url or site_url.endswith("/") else f"{site_url}/"
    dated = [(s.issued, s) for s in corpus.summaries if s.issued]
    dated.sort(key=lambda pair: (-pair[0].toordinal(), pair[1].address))
    newest = dated[:ENTRIES]
    updated = max((_updated(day, s) for day, s in newest), default=date(1970, 1, 1))

    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "zh-CN"})
    _text(root, "id", tag(ADDRESS, site_url))
    _text(root, "title", title)
    _text(root, "updated", _moment(updated))
    ET.SubElement(root, "link", {"rel": "self", "href": f"{site_url}{ADDRESS}"})
    ET.SubElement(root, "link", {"rel": "alternate", "href": site_url or "./"})
    for day, summary in newest:
        _entry(root, day, summary, site_url)
    ET.indent(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{text}\n'.encode()


def tag(address: str, site_url: str = "") -> str:
    """A name for ever (RFC 4151), which needs no address of the site: `tag:gonghui.internal,2025:…`.

    Names ending in .internal belong to nobody outside (ICANN set the ending aside in 2024), so none
    can be another's. With `site_url` its host and path take that place: several sites may be read
    side by side then, and nothing in the name depends on a title or on a correction.
    """
    parts = urlsplit(site_url)
    try:
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except UnicodeError:
        host = ""
    if not _HOST.fullmatch(host):
        return f"tag:{AUTHORITY},2025:{address}"
    return f"tag:{host},2025:{parts.path.lstrip('/')}{address}"


def _entry(root: ET.Element, day: date, summary: Summary, site_url: str) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", tag(summary.address, site_url))
    _text(entry, "title", summary.title)
    link = {"rel": "alternate", "type": "text/html", "href": f"{site_url}{summary.address}"}
    ET.SubElement(entry, "link", link)
    _text(entry, "published", _moment(day))
    _text(entry, "updated", _moment(_updated(day, summary)))
    _text(ET.SubElement(entry, "author"), "name", summary.unit_name)
    type_ = summary.registry.unit_types[summary.unit.type_id]
    ET.SubElement(entry, "category", {"term": type_.id, "label": _clean(type_.name)})
    if words := excerpt(summary.body_of_words):
        _text(entry, "summary", words)


def _updated(day: date, summary: Summary) -> date:
    return max([day, *(correction.day for correction in summary.corrections)])


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    """Control characters have no place in XML, not even escaped."""
    return _NOT_XML.sub("", text)
