"""Lists of ships that others keep: listings and identities."""
