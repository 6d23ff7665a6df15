"""The base layer, which imports no other: clock, outcome, errors, settings, paths, log."""
