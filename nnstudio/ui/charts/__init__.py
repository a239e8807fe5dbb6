"""Charts: pyqtgraph in the program's dress, and the arithmetic beneath it. Import `chart` only where one is shown."""
