"""Warnings."""
