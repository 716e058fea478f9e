/** The model that a command asks the gateway about. */
export const modelArgument: readonly [string, string] = ["<model>", "name under which the gateway serves it"];
