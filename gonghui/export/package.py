"""datapackage.json: what is in each CSV, in the words of the Data Package standard.

Version 1 of the standard, whose profiles every reader knows without asking the network; nothing in it
contradicts version 2. A key whose columns may be empty is no `primaryKey` (version 2 forbids it) and
is given as `uniqueKeys`. Source: Data Package v1, Table Schema v1.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from .catalogue import BY_NAME
from .field import Export, Field
from .imprint import ABOUT, NAME, VERSION, Imprint


def datapackage(imprint: Imprint, files: Iterable[tuple[Export, bytes]]) -> bytes:
    """The descriptor of these CSV files, which stand beside it."""
    said: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": imprint.title,
        "description": ABOUT,
        "version": VERSION,
        "created": f"{imprint.day}T00:00:00Z",
    }
    if imprint.home:
        said["homepage"] = imprint.home
    if imprint.licence:
        said["licenses"] = [{"name": "other", "title": imprint.licence}]
    said["resources"] = [_resource(table, content) for table, content in files]
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _resource(table: Export, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "title": table.title,
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",  # with a byte-order mark; readers by this standard know it
        "dialect": {
            "delimiter": ",",
            "lineTerminator": "\n",
            "quoteChar": '"',
            "doubleQuote": True,
        },
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(table),
    }


def _schema(table: Export) -> dict[str, Any]:
    said: dict[str, Any] = {
        "fields": [_field(field) for field in table.fields],
        "missingValues": [""],
    }
    if table.key:
        said["primaryKey"] = list(table.key)
    if table.unique:
        said["uniqueKeys"] = [list(table.unique)]
    references = [_reference(table, field) for field in table.fields if field.refers]
    if references:
        said["foreignKeys"] = references
    return said


def _reference(table: Export, field: Field) -> dict[str, Any]:
    """A key of this table itself is written "", as the standard wants it."""
    (column,) = BY_NAME[field.refers].key
    resource = "" if field.refers == table.name else field.refers
    return {"fields": [field.name], "reference": {"resource": resource, "fields": [column]}}


def _field(field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "type": str(field.type), "title": field.title}
    if field.meaning:
        said["description"] = field.meaning
    if field.unit:
        said["unit"] = field.unit
    constraints: dict[str, Any] = {"required": True} if field.required else {}
    if field.codes:
        constraints["enum"] = list(field.codes)
    if constraints:
        said["constraints"] = constraints
    return said
