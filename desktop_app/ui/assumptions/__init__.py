"""Parts of the assumptions panel."""
