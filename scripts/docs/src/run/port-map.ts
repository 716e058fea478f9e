const mentioned =
  /(?:(?:localhost|127\.0\.0\.1):|(?<=\s)(?:-p|--port)[ =]|PORT=|port: )(?<port>\d{4,5})(?!\d)/g;

/** The ports that texts speak of, as addresses, flags, variables or settings. */
export function portsIn(text: string): readonly number[] {
  return [...new Set([...text.matchAll(mentioned)].map(({ groups }) => Number(groups?.["port"])))];
}

/** Puts other ports in the place of those of a page, and the page's back into what programs print. */
export class PortMap {
  readonly #ports: ReadonlyMap<number, number>;

  constructor(ports: ReadonlyMap<number, number>) {
    this.#ports = ports;
  }

  /** The port that stands for a page's. */
  of(port: number): number {
    return this.#ports.get(port) ?? port;
  }

  /** A page's text with the ports that are free here. */
  toFree(text: string): string {
    return exchanged(text, this.#ports);
  }

  /** What a program printed, with the page's own ports. */
  toPage(text: string): string {
    return exchanged(text, new Map([...this.#ports].map(([page, free]) => [free, page])));
  }
}

function exchanged(text: string, ports: ReadonlyMap<number, number>): string {
  return text.replaceAll(/(?<![\w.])\d{4,5}(?!\w)/g, (found) => String(ports.get(Number(found)) ?? found));
}
