"""Turn an old report into the files of a draft month.

:mod:`.reading` takes a file of any format apart into a list of blocks with their places. :mod:`.repair` mends
what a page break or a line end has cut, :mod:`.sort` finds the place of each block by the registers and the
settings, :mod:`.draft` writes the files of the month, and :mod:`.account` compares the words of both.
"""
