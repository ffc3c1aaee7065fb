"""Finds what a report names: actors, places, times and numbers, each with its span."""
