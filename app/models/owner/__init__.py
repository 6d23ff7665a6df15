"""Owners of matters."""
