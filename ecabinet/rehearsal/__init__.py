"""The rehearsal of a session: ghosts for members, real servers that are cut and killed."""
