"""What is run from a terminal besides the build, over the same model."""
