"""NMEA 0183: sentences of AIS receivers and of the instruments beside them."""
