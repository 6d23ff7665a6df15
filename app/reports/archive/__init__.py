"""The archive at the end of the service: workbooks, pages, files, and the list of handing over."""
