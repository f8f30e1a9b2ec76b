"""Voyages, calls and positions as arrays, one element a row: what every filter and sum is computed from."""
