"""The live sections of a meeting, one module per view."""
