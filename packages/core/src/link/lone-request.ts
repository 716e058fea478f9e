const lone = new WeakSet<ArrayBufferLike>();

/** Notes that nothing but one request lies in this memory. */
export function markLone(memory: ArrayBufferLike): void {
  lone.add(memory);
}

/** Whether nothing but one request lies in this memory, so that it may go where the request goes, or with it. */
export function isLone(memory: ArrayBufferLike): boolean {
  return lone.has(memory);
}
