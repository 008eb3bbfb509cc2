"""Template tags of meetings."""
