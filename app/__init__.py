"""接诉值守台: the duty desk of a district bureau's 12345 tickets."""

__version__ = "0.1.0"
