/** Whether a shell would run these lines by now: no quote, here-document, pipe or continued line is open. */
export function isComplete(command: string): boolean {
  const hereDocument = /<<-?\s*'?(\w+)'?/.exec(command)?.[1];
  if (hereDocument !== undefined) return command.split("\n").slice(1).includes(hereDocument);
  return !/(?:\\|\||&&)$/.test(command) && !/['"]/.test(withoutQuoted(command));
}

function withoutQuoted(command: string): string {
  return command.replaceAll(/\\.|'[^']*'|"(?:\\.|[^"\\])*"|(?<=\s|^)#.*$/gms, (found) =>
    found.startsWith("#") ? "\n".repeat(found.split("\n").length - 1) : "",
  );
}
