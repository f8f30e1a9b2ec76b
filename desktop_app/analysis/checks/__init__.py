"""What can be said of a row before it is written: errors that refuse it, warnings that do not."""
