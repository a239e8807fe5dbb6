"""The engine process and the way to talk to it. Only keras_backend imports Keras."""
