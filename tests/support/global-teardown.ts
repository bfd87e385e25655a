import type { TestGlobal } from "./global-setup";

/** Stops the throw-away server, if the run had one; its folder goes with it. */
export default async function globalTeardown(): Promise<void> {
  const holder = globalThis as TestGlobal;
  if (holder.quanlianTestServer === undefined) return;
  await holder.quanlianTestServer.stop();
  delete holder.quanlianTestServer;
  delete process.env.TEST_DATABASE_URL; // in watch mode the next run needs a new one
}
