import { GatewayError } from "@switchyard/core";

/** The number that a version's digits say, in any script: `001` and `١` are `1`. */
export function versionNumber(digits: string): string {
  const decimal = digits.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
  if (/^\d+$/.test(decimal)) return decimal.replace(/^0+(?=\d)/, "");
  throw new GatewayError("invalid_request", `"${digits}" is not a version number; expected digits such as 3`);
}

/** The digits of a script stand in a row of ten, and rows may follow each other. */
function valueOf(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let start = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start -= 1;
  return (code - start) % 10;
}
