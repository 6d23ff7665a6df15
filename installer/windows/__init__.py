"""Builds the program for Windows: what to fetch, the recipe, and what to look at."""
