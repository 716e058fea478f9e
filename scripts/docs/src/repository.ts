import { join } from "node:path";

/** The root of the repository. */
export const repository: string = join(import.meta.dirname, "../../..");
