"""Tumen: an offline desktop GIS for following refined oil from the Russian Far East to North Korea."""
