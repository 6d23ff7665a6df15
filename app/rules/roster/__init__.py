"""The roster (排班): who is on duty when, its problems, and the usual 值班表."""
