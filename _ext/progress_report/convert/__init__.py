"""Turn an old report into the files of a draft month.

A reader of each format (:mod:`.markdown_source`, :mod:`.html_source`, :mod:`.pdf_source`) takes a file
apart into one form, a list of blocks with their places (:mod:`.blocks`). :mod:`.repair` mends what a page
break or a line end has cut, :mod:`.sort` finds the place of each block by the registers and the settings,
:mod:`.draft` writes the files of the month, and :mod:`.account` compares the words of both.
"""
