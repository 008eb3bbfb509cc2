"""The pages of opinion ballots."""
