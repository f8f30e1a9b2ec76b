"""Pages: one figure a vessel, port, voyage or month, in one file or in a folder."""
