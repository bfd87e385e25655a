import { join } from "node:path";
import { startPrivateServer } from "./private-server";

/** Where the private database of development and the demo lies. */
export const PRIVATE_FOLDER = join(__dirname, "..", "..", ".data", "mariadb");

/** DATABASE_URL, or the private server in `.data`, which is started for as long as this program runs. */
export async function databaseUrl(): Promise<string> {
  if (process.env.DATABASE_URL) return process.env.DATABASE_URL;
  const server = await startPrivateServer({
    folder: PRIVATE_FOLDER,
    durable: true,
    database: "quanlian",
  });
  return server.url;
}
