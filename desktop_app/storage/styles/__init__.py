"""How other programs draw the layers of a case: looks as plain values, written as QML for QGIS and as SLD."""
