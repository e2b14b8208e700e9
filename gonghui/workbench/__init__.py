"""Workbench: what 对比台 shows, worked out at build and split into small files, so that a browser
loads only what it shows and works nothing out."""

from .files import FOLDER, workbench_files

__all__ = ["FOLDER", "workbench_files"]
