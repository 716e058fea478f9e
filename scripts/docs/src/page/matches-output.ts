/** Whether a program printed what a page promises: `…` stands for anything, white space does not count. */
export function matchesOutput(expected: string, printed: string): boolean {
  const parts = expected.split("…").map((part) => RegExp.escape(withoutSpace(part)));
  return new RegExp(`^${parts.join(".*")}$`, "s").test(withoutSpace(printed));
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
