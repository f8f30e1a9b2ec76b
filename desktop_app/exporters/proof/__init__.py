"""What a figure proves, and whether it still does: manifest, digests, verdict."""
