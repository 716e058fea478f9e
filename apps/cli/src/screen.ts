const clear = "\u001B[H\u001B[J";

/** Shows a text in place of the one before, where standard output is a terminal; else one after the other. */
export class Screen {
  #shown: string | undefined;

  show(text: string): void {
    if (text === this.#shown) return;
    const isTerminal = process.stdout.isTTY;
    process.stdout.write(isTerminal ? `${clear}${text}` : this.#shown === undefined ? text : `\n${text}`);
    this.#shown = text;
  }

  /** Stays below what is shown. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
    this.#shown = "";
  }
}
