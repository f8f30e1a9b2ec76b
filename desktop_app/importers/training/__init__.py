"""The training case: made-up voyages between real ports, the same on every machine, marked SYNTHETIC."""
