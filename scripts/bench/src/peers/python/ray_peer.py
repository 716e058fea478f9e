"""python ray_peer.py PORT GRAPH: Ray Serve, one replica, answers {"inputs": [row]} at /, up to 64 requests in a run."""

import signal
import sys

import ray
from graph import Graph
from ray import serve


@serve.deployment(num_replicas=1, max_ongoing_requests=256)
class Peer:
    def __init__(self, path):
        self.graph = Graph(path)

    @serve.batch(max_batch_size=64, batch_wait_timeout_s=0.001)
    async def run(self, rows):
        return self.graph.run(rows).tolist()

    async def __call__(self, request):
        body = await request.json()
        return {"predictions": [await self.run(body["inputs"][0])]}


if __name__ == "__main__":
    ray.init(include_dashboard=False, log_to_driver=False, logging_level="error")
    serve.start(http_options={"host": "127.0.0.1", "port": int(sys.argv[1])}, logging_config={"log_level": "WARNING"})
    serve.run(Peer.bind(sys.argv[2]), route_prefix="/")
    signal.pause()
