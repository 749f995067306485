"""The commands that merge an export of a scheduler or of an issue tracker into a register."""
