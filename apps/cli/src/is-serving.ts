/** Whether a command line starts a server, which goes on whoever reads its output, and has flags of its own. */
export function isServing([command, inner]: readonly string[]): boolean {
  return command === "serve" || command === "model-server" || (command === "models" && inner === "serve");
}
