"""Form: what the form in the browser loads: the registries as one small file, and of each unit its last
figures and headings in one more, so that nothing is asked of a server."""

from .files import FOLDER, form_files, form_index, form_unit

__all__ = ["FOLDER", "form_files", "form_index", "form_unit"]
