"""The timeline: canvas, brush, keys, player and tool row."""
