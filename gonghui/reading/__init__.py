"""Reading: files as they come from office machines, strictly, every fault with its place."""
