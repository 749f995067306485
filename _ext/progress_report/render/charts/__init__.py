"""Charts as SVG from rows of the model. Each has a title, legend, date, and its data as a table.

A chart is drawn once, for light and dark and for every width: colours are classes of the style sheet, and
horizontal positions are shares of the width, so that text keeps its size on a phone.
"""
