"""What is made besides pages, when they are written: pictures, later feeds and data files."""
