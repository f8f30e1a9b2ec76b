"""Item models over query results."""
