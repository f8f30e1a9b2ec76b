"""Input files to domain values, with a line-precise report. Imports analysis, query and below."""
