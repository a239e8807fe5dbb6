"""The Classify page: draw or drop a picture, see its class."""
