"""One module for each kind of rows: what cells of a table say, as rows of the case."""
