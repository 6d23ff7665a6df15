"""The ticket list: ids first, details for what is seen, one painter for a whole row."""
