"""The commands behind ``make``, for people who write reports. They build no site; ``links`` checks one.

Input: the arguments of a command, and the files of the project or of a built site. Output: printed text, an
exit status, and for some commands files: a new month, the register, schemas, code owners.
"""
