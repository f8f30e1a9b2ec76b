"""One panel a file; no panel imports another."""
