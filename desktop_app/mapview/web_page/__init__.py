"""The map as one file that any browser shows without a network."""
