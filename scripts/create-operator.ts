import { createInterface } from "node:readline/promises";
import { readConfig } from "../server/src/kernel/config";
import { Refusal } from "../server/src/kernel/errors";
import { openProcess } from "../server/src/main/open-process";
import { createOperator } from "../server/src/masters/people";
import { databaseUrl } from "./database/database-url";
import { report } from "./report";

const USAGE =
  "npm run operator -- NAME PHONE   (the password is asked for, or comes from OPERATOR_PASSWORD)";

/** `npm run operator`: makes the platform's first operator, who opens companies. */
async function main([name, phone]: string[]): Promise<void> {
  if (!name || !phone) throw new Error(USAGE);
  const password = process.env.OPERATOR_PASSWORD ?? (await askPassword());
  if (password.length < 8) throw new Error("A password has at least 8 characters");
  const config = readConfig({ ...process.env, DATABASE_URL: await databaseUrl() });
  const opened = await openProcess(config, false);
  try {
    await createOperator(opened.services, { name, phone, password });
    process.stdout.write(`${name} may sign in with ${phone} and open companies (tenants.open)\n`);
  } catch (error) {
    if (error instanceof Refusal)
      throw new Error(`Refused: ${error.code}. Is the phone known already?`);
    throw error;
  } finally {
    await opened.close();
  }
}

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question("Password: ");
  terminal.close();
  return answer;
}

report(main(process.argv.slice(2)));
