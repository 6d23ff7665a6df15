"""Tickets and the search index over them."""
