let secondOfText = 0;
let text = "";

/** The time as the `Date` header tells it; made once a second. */
export function dateText(): string {
  const second = Math.floor(Date.now() / 1000);
  if (second !== secondOfText) {
    secondOfText = second;
    text = new Date(second * 1000).toUTCString();
  }
  return text;
}
