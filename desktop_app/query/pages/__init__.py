"""Pages of what passes a filter, one a vessel, port, voyage or month."""
