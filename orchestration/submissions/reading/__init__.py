"""From the bytes of one file to typed cells that remember where they came from. Runs in killable workers.

Belongs here: containers, encodings, headers, rows, what a cell's text means. Imports only the standard library
python-calamine and `contracts`, so that a worker starts in a blink.
Does not belong here: deciding whether a value is acceptable; that is judging.
"""
