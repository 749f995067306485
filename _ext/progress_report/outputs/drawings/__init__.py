"""Diagrams and equations of authors, drawn while building.

Input is Mermaid and LaTeX; output is SVG and MathML without scripts, each drawn once and cached.
"""
