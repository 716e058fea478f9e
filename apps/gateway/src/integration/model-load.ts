import { z } from "zod";
import { OpenLoop, type LoadResult } from "./open-loop.ts";

/** Each number of a row is multiplied by what tells the models apart. */
const body = JSON.stringify({ inputs: [[1, 2, 3, 4]] });
const answer = z.object({ predictions: z.object({ y: z.tuple([z.tuple([z.number()]).rest(z.number())]) }) });

/** A hundred requests a second to a model that multiplies. */
export class ModelLoad implements AsyncDisposable {
  readonly #load: OpenLoop;

  private constructor(load: OpenLoop) {
    this.#load = load;
  }

  static start(gatewayUrl: string, name: string): ModelLoad {
    return new ModelLoad(
      OpenLoop.start({ url: `${gatewayUrl}/models/${name}/invocations`, body, rate: 100 }),
    );
  }

  /** What has come since the last call, each kind once and in the order of its first: `200 v2 ×5`. */
  async outcomes(): Promise<readonly string[]> {
    return [...new Set((await this.#load.results()).map(outcomeOf))];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#load[Symbol.asyncDispose]();
  }
}

function outcomeOf({ status, version, body: text }: LoadResult): string {
  if (status !== 200) return `${status} ${text.replace(/,"request_id":"[^"]*"/, "")}`;
  return `200 v${version} ×${answer.parse(JSON.parse(text)).predictions.y[0][0]}`;
}
