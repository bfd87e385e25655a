import { createSecretKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { Refusal } from "../errors";
import {
  readAccessToken,
  readPurposeToken,
  signAccessToken,
  signPurposeToken,
  type AccessClaims,
} from "./tokens";

const key = createSecretKey(Buffer.from("the-key-of-this-test-32-bytes-long"));
const other = createSecretKey(Buffer.from("another-key-of-this-test-32-bytes!"));
const now = new Date("2026-11-23T01:00:00Z");
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
const claims: AccessClaims = {
  sessionId: "1",
  personId: "2",
  kind: "staff",
  tenantId: "3",
  memberId: "4",
};

const codeOf = (read: () => unknown): string => {
  try {
    read();
    return "accepted";
  } catch (error) {
    return error instanceof Refusal ? error.code : "crashed";
  }
};

describe("an access token", () => {
  const token = signAccessToken(key, claims, now, 10);

  it("gives back who it was signed for", () => {
    expect(readAccessToken(key, token, later(9))).toEqual(claims);
  });

  it.each([
    ["has expired", () => readAccessToken(key, token, later(11)), "auth.expired"],
    ["was signed with another key", () => readAccessToken(other, token, now), "auth.required"],
    [
      "was changed by one character",
      () => readAccessToken(key, `${token.slice(0, -2)}AA`, now),
      "auth.required",
    ],
    ["is no token", () => readAccessToken(key, "x.y.z", now), "auth.required"],
    [
      "is unsigned",
      () => readAccessToken(key, jwt.sign({ sub: "2" }, "", { algorithm: "none" }), now),
      "auth.required",
    ],
    [
      "was made for another purpose",
      () => readAccessToken(key, signPurposeToken(key, "live", {}, now, 60), now),
      "auth.required",
    ],
  ])("is refused when it %s", (_, read, code) => {
    expect(codeOf(read)).toBe(code);
  });

  it("is no ticket for anything else", () => {
    expect(codeOf(() => readPurposeToken(key, "live", token, now))).toBe("auth.required");
  });
});

describe("a purpose token", () => {
  it("carries its data for its short life, and for its purpose alone", () => {
    const token = signPurposeToken(key, "file", { fileId: "9" }, now, 60);
    expect(readPurposeToken(key, "file", token, later(0.5))).toEqual({ fileId: "9" });
    expect(codeOf(() => readPurposeToken(key, "file", token, later(2)))).toBe("auth.expired");
    expect(codeOf(() => readPurposeToken(key, "live", token, now))).toBe("auth.required");
  });
});
