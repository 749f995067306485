"""Commands for people who write reports: the model at work, without a build."""
