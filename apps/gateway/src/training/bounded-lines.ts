import type { Readable } from "node:stream";

/** Calls for each line of a text; what is beyond the limit of a line is left out, and never held. */
export function onBoundedLines(stream: Readable, longest: number, call: (line: string) => void): void {
  let rest = "";
  const end = (): void => {
    if (rest !== "") call(rest);
    rest = "";
  };
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const [first = "", ...lines] = text.split("\n");
    rest = (rest + first).slice(0, longest);
    for (const line of lines) {
      end();
      rest = line.slice(0, longest);
    }
  });
  stream.on("end", end);
  // A pipe that breaks ends the line; how the program ended is told by its exit.
  stream.on("error", end);
}
