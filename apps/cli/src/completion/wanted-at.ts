import type { Argument, Command, Option } from "commander";

/** What may stand at the end of a command line. */
export type Wanted =
  | { readonly kind: "commands"; readonly command: Command }
  | { readonly kind: "options"; readonly command: Command; readonly used: readonly string[] }
  | { readonly kind: "value"; readonly of: Option | Argument; readonly operands: readonly string[] }
  | { readonly kind: "nothing" };

/** The place that a command line has come to: what is wanted there, and what of it is typed already. */
export interface Place {
  readonly wanted: Wanted;
  readonly typed: string;
  /** Stands before each value, since it is typed as one word with it: `--url=`. */
  readonly prefix: string;
}

/** Reads the words after the program's name; the last is the one that is completed. */
export function wantedAt(program: Command, words: readonly string[]): Place {
  const typed = words.at(-1) ?? "";
  const reading = new Reading(program);
  for (const word of words.slice(0, -1)) reading.take(word);
  const [, flag = "", value = ""] = /^(--[^=]+)=(.*)$/s.exec(typed) ?? [];
  const inline = flag === "" ? undefined : reading.optionOf(flag);
  if (inline) return { wanted: reading.valueOf(inline), typed: value, prefix: `${flag}=` };
  return { wanted: reading.next(typed), typed, prefix: "" };
}

class Reading {
  #command: Command;
  #pending: Option | undefined;
  #isAfterDashes = false;
  readonly #operands: string[] = [];
  readonly #used: string[] = [];

  constructor(program: Command) {
    this.#command = program;
  }

  take(word: string): void {
    if (this.#pending) this.#pending = undefined;
    else if (this.#isAfterDashes) this.#operands.push(word);
    else if (word === "--") this.#isAfterDashes = true;
    else if (word.startsWith("-")) this.#takeOption(word);
    else this.#takeOperand(word);
  }

  next(typed: string): Wanted {
    if (this.#pending) return this.valueOf(this.#pending);
    if (typed.startsWith("-") && !this.#isAfterDashes)
      return { kind: "options", command: this.#command, used: this.#used };
    if (this.#command.commands.length > 0)
      return this.#operands.length > 0 ? { kind: "nothing" } : { kind: "commands", command: this.#command };
    const { registeredArguments } = this.#command;
    const last = registeredArguments.at(-1);
    const argument = registeredArguments[this.#operands.length] ?? (last?.variadic ? last : undefined);
    return argument ? this.valueOf(argument) : { kind: "nothing" };
  }

  valueOf(of: Option | Argument): Wanted {
    return { kind: "value", of, operands: this.#operands };
  }

  optionOf(flag: string): Option | undefined {
    return this.#command.options.find(({ short, long }) => flag === short || flag === long);
  }

  #takeOption(word: string): void {
    this.#used.push(word.split("=")[0] ?? word);
    const option = this.optionOf(word);
    if (option?.required) this.#pending = option;
  }

  #takeOperand(word: string): void {
    const inner = this.#command.commands.find((each) => each.name() === word);
    if (inner) this.#command = inner;
    else this.#operands.push(word);
  }
}
