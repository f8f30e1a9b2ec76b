"""One open case, observable: filter, selection, layers, and the coordinator that asks every view."""
