"""Names and numbers as a table gives them, and the rows of the case that they mean."""
