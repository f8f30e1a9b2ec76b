"""The case file: tables, rows from and to values, opening, changing, history. Imports domain and below."""
