"""The Design page: palette, cards, the layer's form."""
