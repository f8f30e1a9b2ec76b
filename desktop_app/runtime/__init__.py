"""What the program stands on: folders, resources, settings, logs, errors, cancellation."""
