"""Office formats, each file parsed in a confined child process.

``confined`` is the parent's side, ``child`` the other one; ``kinds`` tells the format by its bytes
and each format is one file that gives ``Parsed``.
"""
