import { hashPassword, isOutdated, verifyPassword } from "./password";

const COST = 4;

it("knows the right password again and no other, whatever keyboard it was typed on", async () => {
  const stored = await hashPassword("Ａbc12345", COST);
  expect(await verifyPassword("Abc12345", stored, COST)).toBe(true);
  expect(await verifyPassword("abc12345", stored, COST)).toBe(false);
  expect(await verifyPassword("", stored, COST)).toBe(false);
});

it("keeps no password and salts each hash", async () => {
  const [one, two] = await Promise.all([
    hashPassword("Abc12345", COST),
    hashPassword("Abc12345", COST),
  ]);
  expect(one).not.toBe(two);
  expect(one).toMatch(/^scrypt\$4\$8\$1\$/);
  expect(one).not.toContain("Abc12345");
});

it("reads the cost from the hash, so that it can be raised without locking anybody out", async () => {
  const stored = await hashPassword("Abc12345", COST);
  expect(await verifyPassword("Abc12345", stored, COST + 1)).toBe(true);
  expect(isOutdated(stored, COST + 1)).toBe(true);
  expect(isOutdated(stored, COST)).toBe(false);
});

it.each([null, "", "plain", "scrypt$4$8$1$$", "scrypt$4$8$1$AA$AA"])(
  "says no where there is no hash to compare with (%p)",
  async (stored) => {
    expect(await verifyPassword("Abc12345", stored, COST)).toBe(false);
  },
);

it("takes the cost of production, 32 MB", async () => {
  const stored = await hashPassword("Abc12345", 15);
  expect(await verifyPassword("Abc12345", stored, 15)).toBe(true);
});
