/** How Node must be started to run a file of ours: from source where we run from source. */
export function sourceArguments(file: string): string[] {
  return file.endsWith(".ts") ? ["--conditions=source"] : [];
}
