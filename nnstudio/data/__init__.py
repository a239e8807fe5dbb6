"""Data sources to memory-mapped arrays."""
