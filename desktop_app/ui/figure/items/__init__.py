"""The items of a figure, one module each: how high one is at a width, and how it is painted."""
