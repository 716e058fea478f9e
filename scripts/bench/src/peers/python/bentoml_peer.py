"""bentoml serve bentoml_peer:Peer with GRAPH in the environment: answers {"inputs": [row]} at /predict, in batches."""

import os

import bentoml
import numpy as np
from graph import Graph


@bentoml.service(workers=1, traffic={"timeout": 60})
class Peer:
    def __init__(self):
        self.graph = Graph(os.environ["GRAPH"])

    @bentoml.api(batchable=True, max_batch_size=64, max_latency_ms=1000)
    def predict(self, inputs: np.ndarray) -> np.ndarray:
        return self.graph.run(inputs)
