"""What is wrong between files and months, what the options of directives may be, and what each code means.

In goes a catalogue; out come problems. ``load`` runs the rules, the command ``check`` prints the problems.
"""
