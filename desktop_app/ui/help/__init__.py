"""The window that explains how results come about."""
