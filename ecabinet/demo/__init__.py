"""The demonstration: a cabinet of 27 by office, its sessions and ballots; no person's name, no real paper."""

# Printed by the commands that load and serve the demonstration; its accounts exist nowhere else.
PASSWORD = "trinh-dien-2019"
