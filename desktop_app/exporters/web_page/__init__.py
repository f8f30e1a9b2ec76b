"""A case, or what a filter leaves of it, as plain JSON for a page that stands alone."""
