import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sampleRegistry } from "./sample-models.ts";

/** A request to a real `mlflow models serve`, and what it answered. */
export interface Exchange {
  readonly name: string;
  readonly contentType: string;
  readonly body: string;
  readonly status: number;
  readonly response: unknown;
}

export interface Transcript {
  readonly model: string;
  readonly exchanges: readonly Exchange[];
}

const directory = join(sampleRegistry, "../training/transcripts");

/** Every recorded exchange, the pictures put in their places. */
export function readTranscripts(): readonly Transcript[] {
  const files = readdirSync(directory).filter((file) => file.endsWith(".json"));
  return files.map((file) => {
    const exchanges: readonly Exchange[] = JSON.parse(readFileSync(join(directory, file), "utf8"));
    return {
      model: file.replace(/\.json$/, ""),
      exchanges: exchanges.map((each) => Object.assign(each, { body: withPictures(each.body) })),
    };
  });
}

const edge = 224;

type Pixel = (row: number, column: number, channel: number) => number;

const gradient: Pixel = (row, column, channel) => (3 * column + 5 * row + 70 * channel) % 256;

/** What stands for a picture in a transcript: half a megabyte of numbers each. */
const pictures: Readonly<Record<string, () => unknown>> = {
  gradient: () => grid(edge, 3, gradient),
  "flat gradient": () => grid(edge, 3, gradient).flat(2),
  "gradient and a half": () => grid(edge, 3, (...place) => gradient(...place) + 0.5),
  black: () => grid(edge, 3, () => 0),
  white: () => grid(edge, 3, () => 255),
  "short gradient": () => grid(edge - 1, 3, gradient),
  "grey gradient": () => grid(edge, 1, gradient),
};

function withPictures(body: string): string {
  return body.replaceAll(/"<<([^>]+)>>"/g, (place, name: string) =>
    JSON.stringify(pictures[name]?.() ?? place),
  );
}

function grid(rows: number, channels: number, pixel: Pixel): readonly (readonly (readonly number[])[])[] {
  return Array.from({ length: rows }, (_row, row) =>
    Array.from({ length: edge }, (_column, column) =>
      Array.from({ length: channels }, (_channel, channel) => pixel(row, column, channel)),
    ),
  );
}
