"""The pages on which persons, bodies, seats and appointments are administered."""
