"""python pytriton_peer.py PORT GRAPH: Triton with a Python model `graph`, batches of at most 64."""

import socket
import sys

import numpy as np
from graph import Graph
from pytriton.decorators import batch
from pytriton.model_config import DynamicBatcher, ModelConfig, Tensor
from pytriton.triton import Triton, TritonConfig


def free_port():
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return each.getsockname()[1]


if __name__ == "__main__":
    graph = Graph(sys.argv[2])
    size = {each.name: each.shape[-1] for each in graph.session.get_inputs()}[graph.input]
    config = TritonConfig(
        http_address="127.0.0.1",
        http_port=int(sys.argv[1]),
        grpc_port=free_port(),
        metrics_port=free_port(),
        log_verbose=0,
    )

    @batch
    def infer(x):
        return [graph.run(x)]

    with Triton(config=config) as triton:
        triton.bind(
            model_name="graph",
            infer_func=infer,
            inputs=[Tensor(name="x", dtype=np.float32, shape=(size,))],
            outputs=[Tensor(name="y", dtype=np.float32, shape=(-1,))],
            config=ModelConfig(max_batch_size=64, batcher=DynamicBatcher(max_queue_delay_microseconds=0)),
            strict=False,
        )
        triton.serve()
