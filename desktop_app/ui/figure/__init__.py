"""The figure: furniture round a captured map, painted once for PNG, PDF and SVG."""
