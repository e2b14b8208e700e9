"""Word's formulas on one line: a fraction as 11/14, so that its two numbers do not become one."""

from __future__ import annotations

from typing import Any

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def formula_text(element: Any) -> str:
    """The words of a formula in their order."""
    tag = element.tag
    if tag == f"{M}t":
        return element.text or ""
    if tag == f"{M}f":
        return f"{_of(element, 'num')}/{_of(element, 'den')}"
    if tag == f"{M}sSup":
        power = _of(element, "sup")
        return _of(element, "e") + (power.translate(RAISED) if power.isdecimal() else f"^{power}")
    return "".join(formula_text(child) for child in element if isinstance(child.tag, str))


def _of(element: Any, name: str) -> str:
    part = element.find(f"{M}{name}")
    return formula_text(part) if part is not None else ""
