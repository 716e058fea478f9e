/**
 * How Node is told to keep the gateway's memory: a small young generation, which would grow under load by some
 * 60 MB, and an old one that may double and double again before it is collected. Large bodies count to the old one
 * though they lie elsewhere, so that a gateway of a few megabytes would collect it for every third of them.
 */
export const heapFlags = ["--max-semi-space-size=8", "--heap-growing-percent=300"];
