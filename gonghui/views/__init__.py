"""Views: what pages show of summaries, observations and comparisons."""
