"""Pages… and Animation…: what is to be written, and how far it is."""
