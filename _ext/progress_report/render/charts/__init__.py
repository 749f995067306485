"""Charts as SVG from rows of the model.

Input: values of :mod:`milestones`. Output: parts. Each chart has a title, a legend, a date, and its data as a
table. Only :mod:`.reported_variances`, whose charts are for the cells of a table, has none of these.

A chart is drawn once, for light and dark and for every width: colours are classes of the style sheet, and
horizontal positions are shares of the width, so that text keeps its size on a phone.
"""
