"""Tumen: an offline desktop GIS for following refined oil from the Russian Far East to North Korea."""

__version__ = "0.1.0"
