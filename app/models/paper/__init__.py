"""Issued papers, drafts, comparisons of dropped-back files, and the reminders of due papers."""
