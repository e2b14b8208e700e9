"""Data out: every figure and every comparison as files that other programs read."""
