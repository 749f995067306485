"""Commands for those who write reports: the same model as the build's, without Sphinx."""
