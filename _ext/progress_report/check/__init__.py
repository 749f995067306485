"""Rules between files and months, the valid options of directives, and the explanation of each code.

Input is a catalogue; output is problems. ``load`` applies the rules, the command ``check`` prints the
problems.
"""
