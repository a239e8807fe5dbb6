"""NN Studio: design, train, look inside and use neural networks on your own machine."""

__version__ = "0.1.0"
