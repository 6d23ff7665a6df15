"""Schema migrations, run in process."""
