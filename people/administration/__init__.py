"""Who there is and who sits where, administered here: proposed by one person, confirmed by another."""
