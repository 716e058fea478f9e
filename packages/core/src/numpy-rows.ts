const lineWidth = 75;

/** The words of an array's elements in brackets, as NumPy prints arrays: a line a row, long rows on several. */
export function numpyRows(words: readonly string[], shape: readonly number[]): string {
  return block(words, { shape, width: lineWidth, indent: " " });
}

interface Layout {
  readonly shape: readonly number[];
  readonly width: number;
  readonly indent: string;
}

function block(words: readonly string[], { shape, width, indent }: Layout): string {
  const [length = 1, ...inner] = shape;
  if (inner.length === 0) return `[${row(words, width - 1, indent).slice(indent.length)}]`;
  const size = words.length / length;
  const blocks = Array.from({ length }, (_, at) =>
    block(words.slice(at * size, (at + 1) * size), { shape: inner, width: width - 1, indent: `${indent} ` }),
  );
  return `[${blocks.join("\n".repeat(inner.length) + indent)}]`;
}

function row(words: readonly string[], width: number, indent: string): string {
  const lines: string[] = [];
  let line = indent;
  for (const [at, word] of words.entries()) {
    const separated = at === 0 ? line : `${line} `;
    const wraps = separated.length > indent.length && separated.length + word.length > width;
    if (wraps) lines.push(line.trimEnd());
    line = wraps ? indent + word : separated + word;
  }
  return [...lines, line].join("\n");
}
