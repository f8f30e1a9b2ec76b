"""Plays the reports behind an event under the map."""
