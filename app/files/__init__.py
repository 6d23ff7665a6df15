"""What comes in and goes out as files: workbooks, CSV, print forms, pasted text; never a database."""
