"""The Weights page: every neuron's weights as pictures."""
