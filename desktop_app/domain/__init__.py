"""The field's words as frozen values: vessel, port, call, voyage, sighting, claim, source."""
