/** The words of a line as a shell would see them, as far as it is written; the last one is empty after a space. */
export function splitLine(line: string): readonly string[] {
  const words: string[] = [];
  let word = "";
  let quote = "";
  for (let index = 0; index < line.length; index += 1) {
    const letter = line[index] ?? "";
    if (letter === quote) quote = "";
    else if (quote !== "'" && letter === "\\") word += line[(index += 1)] ?? "";
    else if (quote !== "") word += letter;
    else if (letter === "'" || letter === '"') quote = letter;
    else if (/\s/.test(letter)) {
      if (word !== "") words.push(word);
      word = "";
    } else word += letter;
  }
  return [...words, word];
}
