"""Diagrams and equations of authors, drawn while building.

Input: Mermaid and LaTeX. Output: SVG and MathML without scripts, each drawn once and cached.
"""
