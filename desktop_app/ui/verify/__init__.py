"""Verifying figures in the window."""
