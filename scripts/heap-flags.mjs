/** How Node is told to keep the gateway's memory: a young generation of one size; left alone it grows under load until the gateway takes some 60 MB more. */
export const heapFlags = ["--min-semi-space-size=16", "--max-semi-space-size=16"];
