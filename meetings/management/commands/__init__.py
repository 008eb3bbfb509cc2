"""Commands of the app of meetings."""
