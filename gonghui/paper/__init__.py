"""Paper: summaries and roundups as Word files in the manner of GB/T 9704-2012, to print and stamp."""
