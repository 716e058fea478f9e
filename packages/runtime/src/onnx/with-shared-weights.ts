import { wordsIn } from "./graph-scan.ts";
import type { OnnxFlavor } from "./onnx-flavor.ts";
import { withoutPrepacking } from "./session-options.ts";

/** With tag and length, as it stands in a graph before the name of a file with weights. */
const locationKey = "\n\u0008location";

/**
 * The flavor with which ONNX Runtime leaves weights in the pages of the files that they lie in: all processes that
 * load these files hold them once. Undefined for a graph that holds its weights itself.
 */
export async function withSharedWeights(flavor: OnnxFlavor): Promise<OnnxFlavor | undefined> {
  const words = await wordsIn(flavor.path, [locationKey]);
  return words.size === 0 ? undefined : { ...flavor, session: withoutPrepacking(flavor.session) };
}
