"""The papers of an opinion ballot."""
