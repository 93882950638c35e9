"""A spreadsheet of people is read: refused if hostile, its columns recognised, its rows checked.

Nothing here writes, and only `matching` reads the base: a file comes in, rows come out.
"""
