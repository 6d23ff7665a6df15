"""The reminder ledger: slots, receipts, what is due."""
