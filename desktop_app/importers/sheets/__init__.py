"""Text tables and workbooks as columns of text with their line numbers."""
