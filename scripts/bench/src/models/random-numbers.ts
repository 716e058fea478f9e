/** Numbers of at least 0 and below 1 that look random and are the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Weights that keep what flows through a layer of so many inputs at its size. */
export function randomWeights(count: number, inputs: number, random: () => number): Float32Array {
  const width = 2 * Math.sqrt(3 / inputs);
  return Float32Array.from({ length: count }, () => (random() - 0.5) * width);
}
