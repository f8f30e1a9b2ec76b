"""Figures to files: PNG, SVG, PDF, slides, the clipboard; the same parts painted for each."""
