"""Forms for every kind of row, made from the declared tables and a layout for each."""
