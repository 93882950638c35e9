"""A made-up school and a year played in it through the same actions that the pages call."""
