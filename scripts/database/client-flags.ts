/** How a client program of MariaDB reaches a database, and which password it is given by its environment. */
export interface ClientAccess {
  flags: string[];
  /** Handed over by the environment: other users of the machine can read the command line. */
  env: Record<string, string>;
  database: string;
}

/** Turns a DATABASE_URL into flags for `mariadb` and `mariadb-dump`. */
export function clientAccess(databaseUrl: string): ClientAccess {
  const at = new URL(databaseUrl);
  const database = decodeURIComponent(at.pathname.slice(1));
  if (!/^[A-Za-z0-9_]{1,64}$/.test(database)) throw new Error(`Not a database name: ${database}`);
  const socketPath = at.searchParams.get("socketPath");
  const place =
    socketPath === null
      ? ["--protocol=tcp", `--host=${at.hostname}`, `--port=${at.port || "3306"}`]
      : [`--socket=${socketPath}`];
  const user = at.username === "" ? [] : [`--user=${decodeURIComponent(at.username)}`];
  const env: Record<string, string> =
    at.password === "" ? {} : { MYSQL_PWD: decodeURIComponent(at.password) };
  // `--no-defaults` comes first: the machine's own settings are not ours.
  return {
    flags: ["--no-defaults", ...place, ...user, "--default-character-set=utf8mb4"],
    env,
    database,
  };
}
