"""Charts as SVG: rows of the model in, nodes out. Each has title, legend, date, and its data as a table.

A chart is drawn once, for light and dark and for every width: colours are classes of the style sheet, and
horizontal places are shares of the width, so that text keeps its size on a phone.
"""
