"""What a sum of volumes may be: its bounds, its interval in closed form and by simulation."""
