import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from "node:crypto";

const BLOCK_SIZE = 8;
const PARALLEL = 1;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/**
 * Hashes a password with scrypt (RFC 7914): memory-hard, so that guessing costs memory as well as time. `cost` is the
 * power of two of N; 15 with r = 8 takes 32 MB. The parameters stand in the text, so that they can be raised later.
 */
export async function hashPassword(password: string, cost: number): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await derive(password, salt, cost);
  return ["scrypt", cost, BLOCK_SIZE, PARALLEL, base64(salt), base64(key)].join("$");
}

/**
 * Whether the password is the one that was hashed. Without a hash (no such account, no password yet) it does the same
 * work and says no, so that the time does not tell which accounts exist.
 */
export async function verifyPassword(
  password: string,
  stored: string | null,
  cost: number,
): Promise<boolean> {
  const read = stored === null ? null : readHash(stored);
  const salt = read?.salt ?? randomBytes(SALT_BYTES);
  const key = await derive(password, salt, read?.cost ?? cost);
  return read !== null && read.key.length === key.length && timingSafeEqual(read.key, key);
}

/** Whether a hash was made with another cost than today's; the next good sign-in renews it. */
export const isOutdated = (stored: string, cost: number) => readHash(stored)?.cost !== cost;

function readHash(stored: string): { cost: number; salt: Buffer; key: Buffer } | null {
  const match = /^scrypt\$(\d{1,2})\$8\$1\$([\w-]+)\$([\w-]+)$/.exec(stored);
  if (!match) return null;
  const [, cost, salt, key] = match as unknown as [string, string, string, string];
  return {
    cost: Number(cost),
    salt: Buffer.from(salt, "base64url"),
    key: Buffer.from(key, "base64url"),
  };
}

const base64 = (bytes: Buffer) => bytes.toString("base64url");

/** One spelling of a text typed on different keyboards. */
const spelled = (password: string) => password.normalize("NFKC");

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  const options: ScryptOptions = {
    N,
    r: BLOCK_SIZE,
    p: PARALLEL,
    // What scrypt needs is 128 · N · r bytes and a little more; Node refuses without a limit that admits it.
    maxmem: 128 * BLOCK_SIZE * (N + PARALLEL) * 2,
  };
  return new Promise((resolve, reject) => {
    scrypt(spelled(password), salt, KEY_BYTES, options, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
