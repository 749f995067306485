"""What a build costs, beside that of a plain site of the same Markdown: ``make bench``. No test."""
