/** One event of a `text/event-stream`. */
export interface ServerEvent {
  readonly kind: string;
  readonly data: string;
}

/** Makes events of the pieces in which a `text/event-stream` arrives, wherever they are cut. */
export class EventParser {
  #rest = "";

  /** The events that are complete with this piece. */
  push(text: string): readonly ServerEvent[] {
    const blocks = (this.#rest + text).split("\n\n");
    this.#rest = blocks.pop() ?? "";
    return blocks.flatMap((block) => eventOf(block));
  }
}

/** Comments, which keep the connection alive, are no events. */
function eventOf(block: string): readonly ServerEvent[] {
  const lines = block.split("\n");
  const data = lines.flatMap((line) => fieldOf(line, "data"));
  return data.length === 0
    ? []
    : [{ kind: lines.flatMap((line) => fieldOf(line, "event")).at(-1) ?? "message", data: data.join("\n") }];
}

function fieldOf(line: string, name: string): readonly string[] {
  if (!line.startsWith(`${name}:`)) return [];
  return [line.slice(name.length + 1).replace(/^ /, "")];
}
