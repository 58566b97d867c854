"""Pieces of the curators' pages: lists and texts as safe HTML, and the widgets with which people decide."""
