"""The reminder ledger: slots, receipts, due reminders."""
