"""Writes workbooks, documents and packages, and verifies them."""
