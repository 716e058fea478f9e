/** One of the events that a server sends, its data as text. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
}

/** More than that is no event of a gateway's. */
const longest = 16 * 2 ** 20;

/** Reads the bytes of a `text/event-stream`; comments are left out, and what breaks off in the middle. */
export async function* serverEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    const blocks = `${rest}${decoder.decode(chunk, { stream: true })}`.split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? "";
    if (rest.length > longest) throw new Error("an event without an end");
    for (const block of blocks) {
      const event = eventOf(block);
      if (event.data !== "") yield event;
    }
  }
}

function eventOf(block: string): ServerEvent {
  const fields = block.split(/\r?\n/).map((line) => /^(\w+): ?(.*)$/.exec(line)?.slice(1) ?? []);
  const valuesOf = (wanted: string): readonly string[] =>
    fields.flatMap(([name, value = ""]) => (name === wanted ? [value] : []));
  return { event: valuesOf("event").at(-1) ?? "message", data: valuesOf("data").join("\n") };
}
