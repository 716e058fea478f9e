import type { ScoreClasses } from "../prediction.ts";
import type { TensorSpec } from "../signature.ts";
import type { Tensors } from "../tensor.ts";

/** A model graph in memory. Its rows are independent: each output row depends on the same input row alone. */
export interface Session extends AsyncDisposable {
  readonly inputs: readonly TensorSpec[];
  readonly outputs: readonly TensorSpec[];
  /** By the names of outputs: the classes whose scores they hold. */
  readonly classes: ReadonlyMap<string, ScoreClasses>;
  /** The outputs by name: all, or at least those that are named here. Throws `model_error` when the graph fails on these inputs. */
  run(inputs: Tensors, wanted?: readonly string[]): Promise<Tensors>;
}
