import { join, relative } from "node:path";
import { defineConfig } from "rolldown";

const dist = join(import.meta.dirname, "dist");
const bundle = join(dist, "bundle");
const native = "/runtime/dist/native/";

/**
 * The worker's programs in few files: to find and link its hundred and thirty modules takes half of a worker's start,
 * which those who are served meanwhile wait for.
 */
export default defineConfig({
  input: ["main", "session-thread", "serving-thread"].map((each) => join(dist, `${each}.js`)),
  platform: "node",
  external: (id) => id === "piscina" || id.includes(native),
  output: {
    dir: bundle,
    format: "esm",
    cleanDir: true,
    paths: (id) => (id.includes(native) ? relative(bundle, id) : id),
  },
});
