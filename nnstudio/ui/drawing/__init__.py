"""Drawing with mouse or pen: the picture, the canvas and its tools; pages that take drawings share them."""
