"""The backends: which one this process loaded, and its learner. The other one is never imported."""

from __future__ import annotations

import keras

from nnstudio.core.project import Project
from nnstudio.data.scaling import Scale
from nnstudio.engine.keras_backend.learner import Learner


def learner_of(project: Project, scale: Scale) -> Learner:
    """A learner on this process's backend, with fresh weights from the project's seed."""
    if keras.backend.backend() == "jax":
        from nnstudio.engine.keras_backend.jax_learner import JaxLearner

        return JaxLearner(project, scale)
    from nnstudio.engine.keras_backend.tensorflow_learner import TensorFlowLearner

    return TensorFlowLearner(project, scale)


def backend_facts() -> tuple[str, str]:
    """The backend's version, and what it computes on."""
    if keras.backend.backend() == "jax":
        import jax

        from nnstudio.engine.keras_backend import jax_learner

        return jax.__version__, jax_learner.device_text()
    import tensorflow as tf

    from nnstudio.engine.keras_backend import tensorflow_learner

    return tf.__version__, tensorflow_learner.device_text()
