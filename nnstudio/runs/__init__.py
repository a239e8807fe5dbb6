"""Run history: project folders, SQLite, snapshots and atomic files."""
