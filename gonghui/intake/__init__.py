"""How a summary comes in: a page started from last year's, a unit entered into the roster."""
