"""What building costs, measured beside what else a user would pick. Nothing here is asserted."""
