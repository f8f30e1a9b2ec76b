"""Events that Global Fishing Watch reckons from AIS reports."""
