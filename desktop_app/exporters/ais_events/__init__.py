"""What is told of events found in AIS reports, a module a kind: `sentence` and `sections`."""
