"""Read a report, whatever its format, into one form: a list of blocks with their places in the source."""
