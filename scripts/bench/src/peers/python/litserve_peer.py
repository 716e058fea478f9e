"""python litserve_peer.py PORT GRAPH: answers {"inputs": [row]} at /predict, up to 64 requests in a run."""

import sys

import litserve
import numpy as np
from graph import Graph


class Api(litserve.LitAPI):
    def setup(self, device):
        self.graph = Graph(sys.argv[2])

    def decode_request(self, request):
        return np.asarray(request["inputs"][0], dtype=np.float32)

    def batch(self, inputs):
        return np.stack(inputs)

    def predict(self, rows):
        return self.graph.run(rows)

    def unbatch(self, output):
        return list(output)

    def encode_response(self, output):
        return {"predictions": [output.tolist()]}


if __name__ == "__main__":
    api = Api(max_batch_size=64, batch_timeout=0.001)
    server = litserve.LitServer(api, accelerator="cpu", workers_per_device=1)
    server.run(host="127.0.0.1", port=int(sys.argv[1]), num_api_servers=1, generate_client_file=False, log_level="warning")
