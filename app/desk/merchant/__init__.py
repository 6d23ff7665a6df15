"""Merchants: reads for pages and figures, and the decisions of persons."""
