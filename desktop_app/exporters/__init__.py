"""Results to text: filter sentence, source list, CSV, JSON. No Qt. Imports analysis, query and below."""
