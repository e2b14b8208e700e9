"""Other search engines over the same pages, as they come."""

ALL = ()
