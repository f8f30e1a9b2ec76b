"""Qt widgets: the main window, its panels, models and actions."""
