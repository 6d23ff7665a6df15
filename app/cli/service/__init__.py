"""The commands about the service itself: watch, urging, shifts, duty log, tasks, duties, the end of the service."""
