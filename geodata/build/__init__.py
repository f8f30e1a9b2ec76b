"""Builds what lies under geodata from pinned packages; no part of the program."""
