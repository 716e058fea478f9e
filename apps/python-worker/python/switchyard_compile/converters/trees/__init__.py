"""Trees of every library, as one node of a graph."""
