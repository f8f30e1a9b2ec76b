"""The web map: page, scheme, bridge, capture, and the figure made from it. The only home of Qt WebEngine."""
