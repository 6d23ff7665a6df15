"""The page of replies under review."""
