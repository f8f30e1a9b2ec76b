"""The tables that can be exported, one module each: their columns, and their rows from an open case."""
