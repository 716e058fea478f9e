import { inspect } from "node:util";
import { logLevels, type LevelledLog, type LogFields, type Logger, type LogLevel } from "@switchyard/core";
import { createLogger, format, transports } from "winston";
import { BoundedLines } from "./bounded-lines.ts";
import { Redactor } from "./redact.ts";

export interface LogOptions {
  readonly level: LogLevel;
  /** One JSON object a line for machines, or a short coloured line for people. */
  readonly format: "json" | "pretty";
  /** Texts that no line may hold. */
  readonly secrets?: readonly string[];
  /** Called before each line, for what else stands on the terminal. */
  readonly beforeLine?: () => void;
}

/** A logger whose level can be changed while it is in use. */
export interface Log extends Logger, LevelledLog {
  isEnabled(level: LogLevel): boolean;
}

const maxWaitingBytes = 1024 * 1024;

/** A logger on standard error, so that standard output stays the program's own; a reader that is slow loses lines. */
export function createLog({ level, format: style, secrets = [], beforeLine }: LogOptions): Log {
  const redactor = new Redactor(secrets);
  const lines = new BoundedLines({ to: process.stderr, maxWaitingBytes, dropped: lineOfDropped(style) });
  const winston = createLogger({
    level,
    format: style === "json" ? format.combine(format.timestamp(), format.json()) : pretty(),
    transports: [new transports.Stream({ stream: lines, eol: "\n" })],
  });
  let told = level;
  const isEnabled = (each: LogLevel): boolean => logLevels.indexOf(each) >= logLevels.indexOf(told);
  const write = (lineLevel: LogLevel, message: string, fields: LogFields = {}): void => {
    if (!isEnabled(lineLevel)) return;
    beforeLine?.();
    winston.log(lineLevel, redactor.text(message), redactor.fields(fields));
  };
  return {
    get level() {
      return told;
    },
    set level(next) {
      told = next;
      winston.level = next;
    },
    isEnabled,
    debug: (message, fields) => write("debug", message, fields),
    info: (message, fields) => write("info", message, fields),
    warn: (message, fields) => write("warn", message, fields),
    error: (message, fields) => write("error", message, fields),
  };
}

function lineOfDropped(style: LogOptions["format"]): (count: number) => string {
  const message = "lines dropped: whoever reads the log is too slow";
  return (lines) =>
    style === "json"
      ? `${JSON.stringify({ level: "warn", lines, message, timestamp: new Date().toISOString() })}\n`
      : `${message} lines=${lines}\n`;
}

function pretty(): ReturnType<typeof format.combine> {
  return format.combine(
    format.timestamp({ format: "HH:mm:ss.SSS" }),
    format.colorize(),
    format.printf(({ timestamp, level, message, ...fields }) => {
      const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${text(value)}`);
      return `${String(timestamp)} ${level} ${String(message)}${rest.join("")}`;
    }),
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : inspect(value, { breakLength: Infinity });
}
