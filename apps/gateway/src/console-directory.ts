import { join } from "node:path";

/** Where the console is built, beside this program in the repository as in the image. */
export const consoleDirectory: string = join(import.meta.dirname, "../../console/dist");
