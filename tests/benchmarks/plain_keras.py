"""What the studio is measured against: plain `model.fit`, as a course would write it.

Run in a process of its own: `python plain_keras.py BACKEND DATA_FOLDER EPOCHS`. Prints the seconds of each epoch.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import numpy as np


def main() -> None:
    """Trains 784-128-10 on Fashion-MNIST, batch 32, Adam."""
    backend, folder, epochs = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    os.environ["KERAS_BACKEND"] = backend
    import keras

    pictures = np.load(folder / "x_train.npy").astype("float32") / 255
    labels = np.load(folder / "y_train.npy")
    model = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    seconds = []
    for _ in range(epochs):
        began = time.perf_counter()
        model.fit(pictures, labels, batch_size=32, verbose=0)
        seconds.append(time.perf_counter() - began)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
