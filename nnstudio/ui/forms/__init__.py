"""Editors for the catalogue's fields, and the form that lays them out."""
