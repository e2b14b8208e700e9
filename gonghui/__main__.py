"""`python -m gonghui` is `gonghui`."""

from .adapters.cli import main

main()
