"""Programmes that agencies publish through interfaces and feeds, one file per source.

A source is asked (``refreshing``), its records are kept as files (``shelf``), and an ordinary reload
reads those files beside the documents (``loading``), so that a version stays a function of files.
"""
