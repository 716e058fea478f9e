/**
 * How Node is told to keep the gateway's memory. Large bodies lie outside the heap, but count to it: with a young
 * generation that is small, and so collected often, they go at once; with an old one that may double and double
 * again, those that are left do not make Node collect all of it. Left alone the young one takes some 60 MB more.
 */
export const heapFlags = ["--max-semi-space-size=4", "--heap-growing-percent=300"];
