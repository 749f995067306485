"""Rules between files and months, the valid options of directives, and the explanation of each code.

Input: a catalogue. Output: problems. :mod:`load` applies the rules, the command ``check`` prints the
problems.
"""
