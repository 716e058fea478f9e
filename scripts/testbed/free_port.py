"""Find a port of this machine that nobody listens on; printed when run.

It is none of those that the system gives to connections, and to whoever listens on any: one of them may be taken
before the program listens that it was found for.
"""

import random
import socket


def free_port() -> int:
    """Find a port that nobody listens on."""
    while True:
        port = random.randrange(12_000, 32_000)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port


if __name__ == "__main__":
    print(free_port())
