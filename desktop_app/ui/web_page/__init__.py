"""A case as one file for any browser: what goes into it, and the entry of the File menu."""
