"""Makes the base map from pinned packages of PyPI, npm and Debian: `python -m geodata.build`."""
