"""Bringing in files: the window that shows what each was taken for, how it is read, and what became of it."""
