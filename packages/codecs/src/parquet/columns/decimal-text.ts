/** What Python's `str()` makes of a decimal: very small ones have an exponent. */
export function decimalText(unscaled: bigint, scale: number): string {
  const sign = unscaled < 0n ? "-" : "";
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const exponent = digits.length - scale - 1;
  if (scale < 0 || exponent < -6) return `${sign}${scientific(digits, exponent)}`;
  if (scale === 0) return sign + digits;
  const padded = digits.padStart(scale + 1, "0");
  return `${sign}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
}

function scientific(digits: string, exponent: number): string {
  const rest = digits.length > 1 ? `.${digits.slice(1)}` : "";
  return `${digits.charAt(0)}${rest}E${exponent < 0 ? "" : "+"}${exponent}`;
}
