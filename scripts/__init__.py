"""Commands that the Makefile calls; nothing here is part of the running application."""
