/** How Node must be started to run this file: from source where we run from source. */
export function threadExecArgv(filename: string): string[] {
  return filename.endsWith(".ts") ? ["--conditions=source"] : [];
}
