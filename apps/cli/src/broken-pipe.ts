const exitCode = 141;

/** Ends the program without a word when nobody reads its output any more, as `| head` does; as if SIGPIPE had. */
export function endWithBrokenPipe(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(exitCode);
  });
}
