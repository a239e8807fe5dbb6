"""Editors for settings, and the forms that lay them out."""
