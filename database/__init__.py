"""Keeps: the one database of the program, its one writer and its migrations."""
