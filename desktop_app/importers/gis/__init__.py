"""Layers of other mapping programs, read by GDAL."""
