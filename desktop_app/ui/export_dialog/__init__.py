"""The dialog that exports the rows of a case for other programs."""
