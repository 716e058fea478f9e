export { parseManifest } from "./mlmodel/parse-manifest.ts";
export { didYouMean, nearNames } from "./near-names.ts";
