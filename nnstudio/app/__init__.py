"""State without Qt: the document with its undo, the run, preferences and tasks."""
