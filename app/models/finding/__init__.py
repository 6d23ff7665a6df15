"""Findings: faults in contacts."""
