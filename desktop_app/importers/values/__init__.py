"""Values as people write them: times, numbers with units, positions, choices."""
