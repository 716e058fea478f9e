import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fillTensor, GatewayError, type Tensor, type Tensors, type TensorSpec } from "@switchyard/core";
import { Tokenizer } from "@huggingface/tokenizers";
import * as v from "valibot";

const jsonObject = v.record(v.string(), v.unknown());

/** Makes a graph's inputs of one text: token ids, their mask and types, shape [1, tokens]. */
export type Tokenize = (text: string) => Tensors;

export interface TokenizerOptions {
  readonly directory: string;
  /** `tokenizer.json` of Hugging Face's tokenizers, relative to the directory. */
  readonly file: string;
  /** Tokens beyond this many are cut; the last one, a separator, stays. */
  readonly maxLength: number;
  readonly inputs: readonly TensorSpec[];
}

/** Reads the tokenizer beside a model; throws `load_failed` when it cannot be used. */
export async function loadTokenizer({
  directory,
  file,
  maxLength,
  inputs,
}: TokenizerOptions): Promise<Tokenize> {
  const tokenizer = await read(directory, file);
  const values: Record<string, (ids: readonly number[]) => readonly number[]> = {
    input_ids: (ids) => ids,
    attention_mask: (ids) => ids.map(() => 1),
    token_type_ids: (ids) => ids.map(() => 0),
  };
  return (text) => {
    const ids = cut(tokenizer.encode(text).ids, maxLength);
    const feeds: Record<string, Tensor> = {};
    for (const { name, dtype } of inputs) {
      const elements = values[name]?.(ids) ?? [];
      feeds[name] = fillTensor(dtype, [1, ids.length], (index) => elements[index] ?? 0);
    }
    return feeds;
  };
}

async function read(directory: string, file: string): Promise<Tokenizer> {
  try {
    const settings = await readFile(join(directory, "tokenizer_config.json"), "utf8").catch(() => "{}");
    return new Tokenizer(
      v.parse(jsonObject, JSON.parse(await readFile(join(directory, file), "utf8"))),
      v.parse(jsonObject, JSON.parse(settings)),
    );
  } catch (cause) {
    throw new GatewayError("load_failed", `${file}: cannot be read as a tokenizer`, { cause });
  }
}

function cut(ids: readonly number[], maxLength: number): readonly number[] {
  if (ids.length <= maxLength) return ids;
  return [...ids.slice(0, maxLength - 1), ...ids.slice(-1)];
}
