"""AIS reports from files become tracks and identities."""
