"""Rows of a table become rows of a case: which column says what, and what each value means."""
