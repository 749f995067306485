"""Diagrams and equations of authors, drawn while building.

In go Mermaid and LaTeX; out come SVG and MathML without scripts, each drawn once and kept.
"""
