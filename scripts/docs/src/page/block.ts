/** A fenced block of a page, or one that readers do not see, in a comment. */
export interface Block {
  /** Where its fence stands, counted from 1. */
  readonly line: number;
  /** First word of the fence: `sh`, `yaml`, `python`. */
  readonly language: string;
  /** What stands behind it: `run=no reason="needs Docker"`. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}
