"""Database backends: Django's own with one habit changed."""
