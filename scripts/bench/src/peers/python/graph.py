"""The graph that every Python server of the benchmark runs, in one thread as Switchyard does."""

import numpy as np
import onnxruntime


class Graph:
    def __init__(self, path):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name
        self.output = self.session.get_outputs()[-1].name

    def run(self, rows):
        """The last output for rows of numbers."""
        return self.session.run([self.output], {self.input: np.asarray(rows, dtype=np.float32)})[0]
