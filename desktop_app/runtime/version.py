"""The version of the program, from the installed package's metadata."""

from importlib.metadata import version
from typing import Final

VERSION: Final = version("tumen")
