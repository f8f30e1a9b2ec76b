"""Reads a record folder (GeoJSON and CSV) into domain values, or says which line is wrong.

Imports domain and runtime only.
"""

from desktop_app.importers.record.reader import read_record

__all__ = ["read_record"]
