"""The pages of contact quality: the ledger of all contacts, what is wrong with them, and the phone system's calls."""
