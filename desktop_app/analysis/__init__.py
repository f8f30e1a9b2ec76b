"""Pure functions on domain values: load model, ledgers, routes. Imports storage and below."""
