"""Forms that write a workbook: where to, how far, how many rows were counted, and the way to the file."""
