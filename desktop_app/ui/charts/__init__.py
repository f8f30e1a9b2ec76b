"""Charts as functions on a QPainter, shared by panels and figures."""
