"""Loops over millions of reports, compiled. Importing a module of these loads or compiles its kernels.

Arrays in, arrays out; each has a slow, plainly written reference in `tests/unit/analysis`.
"""
