"""The benchmark: a real Daphne, real sockets, signed-in people; one figure per line."""
