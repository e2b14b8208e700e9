"""Workbooks: tables as XLSX files, with real numbers, units of measure in the heads, and notes."""
