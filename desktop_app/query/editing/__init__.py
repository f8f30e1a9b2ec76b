"""Rows as a form sees them: read by table and id, found by name, and turned into edits."""
