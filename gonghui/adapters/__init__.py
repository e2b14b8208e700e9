"""The only rooms that know the outside: MkDocs, mkdocs-macros and the command line."""
