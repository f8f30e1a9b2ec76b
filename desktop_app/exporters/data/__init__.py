"""The data of a case as tables for other programs: rows, redaction, and files in many formats. No Qt."""
