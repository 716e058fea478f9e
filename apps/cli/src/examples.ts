/** The end of a command's help. */
export function examples(...commands: readonly [string, ...(readonly string[])]): string {
  const lines = commands.map((command) => `  switchyard ${command}`);
  return `\n${lines.length === 1 ? "Example" : "Examples"}:\n${lines.join("\n")}`;
}
