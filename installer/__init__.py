"""Brings a fresh machine to the point where the desk opens or is checked."""
