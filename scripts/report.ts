/** Waits for a script's work; a failure is one readable sentence and a non-zero exit code. */
export function report(work: Promise<void>): void {
  work.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
}
