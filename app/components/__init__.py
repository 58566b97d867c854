"""Pieces of pages: functions from a view-model and a translator to safe HTML; ``facets`` and ``search_box`` hold the widgets."""
