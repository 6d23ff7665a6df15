"""What everything stands on and that knows of nothing else: clock, outcome, errors, settings, paths, log."""
