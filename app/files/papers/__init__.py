"""Papers as files: Word documents with content controls and charts, and workbooks."""
