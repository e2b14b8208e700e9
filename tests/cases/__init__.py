"""Golden cases: one YAML file a subject, one entry a behaviour; adding one needs no Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def cases(name: str) -> list[dict[str, Any]]:
    return yaml.safe_load((Path(__file__).parent / f"{name}.yml").read_text(encoding="utf-8"))
