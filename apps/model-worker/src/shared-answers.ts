import type { Codec, DecodedRequest, EncodedBody, EncodeRows, ModelInput, Tensors } from "@switchyard/core";
import type { Model, RunOutputs } from "@switchyard/runtime";

export interface DecodedJob {
  readonly codec: Codec;
  readonly decoded: DecodedRequest;
}

/** How the requests of one run and of one kind are answered. */
interface Shared {
  readonly outputs: Tensors;
  readonly codec: Codec;
  readonly form: ModelInput["form"];
  readonly bare: boolean | undefined;
  readonly encode: EncodeRows;
}

/** The answers to a run that requests of one kind shared: made once for all of them, and written for each from its rows. */
export class SharedAnswers {
  readonly #model: Model;
  readonly #made: Shared[] = [];

  constructor(model: Model) {
    this.#model = model;
  }

  /** Undefined for a request that needs an answer of its own. */
  encode({ codec, decoded }: DecodedJob, [run, ...others]: readonly RunOutputs[]): EncodedBody | undefined {
    if (!run?.rows || others.length > 0 || !codec.rowEncoder) return undefined;
    const { outputs, rows } = run;
    const {
      bare,
      input: { form },
    } = decoded;
    const made = this.#made.find(
      (each) => each.outputs === outputs && each.codec === codec && each.form === form && each.bare === bare,
    );
    if (made) return made.encode(rows);
    const encode = codec.rowEncoder(this.#model.conclude([outputs], form), decoded);
    this.#made.push({ outputs, codec, form, bare, encode });
    return encode(rows);
  }
}
