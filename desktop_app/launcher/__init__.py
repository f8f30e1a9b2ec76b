"""Sets the program up before anything is installed: standard library only."""
