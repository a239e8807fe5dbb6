"""Data sources to memory-mapped arrays, and pictures from outside to the data's own form. No Qt, no Keras."""
