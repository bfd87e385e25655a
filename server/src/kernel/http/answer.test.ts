import { z } from "zod";
import { Refusal } from "../errors";
import { answerText, failureOf } from "./answer";

const customer = {
  kind: "customer",
  tenantId: "1",
  personId: "2",
  contactId: "3",
  partyId: "4",
  sessionId: "5",
  name: "",
  functions: [],
} as const;

describe("a failure", () => {
  it("of an expected kind keeps its code, facts and status", () => {
    const failure = failureOf(
      new Refusal("order.over_credit", { limitYuan: "50.00" }),
      { kind: "job", tenantId: "1", name: "", onBehalfOf: null },
      "en",
      "r-1",
    );
    expect(failure).toMatchObject({
      status: 409,
      unexpected: false,
      body: { error: { facts: { limitYuan: "50.00" } } },
    });
  });

  it("of an unknown kind is always a 500 that tells nothing but its reference", () => {
    const failure = failureOf(new TypeError("secret detail"), { kind: "anyone" }, "en", "r-1");
    expect(failure).toMatchObject({
      status: 500,
      unexpected: true,
      body: { error: { code: "system.internal" } },
    });
    expect(JSON.stringify(failure.body)).not.toContain("secret detail");
    expect(failure.body.error.message).toContain("r-1");
  });

  it("tells a customer none of our figures", () => {
    const failure = failureOf(
      new Refusal("order.over_credit", { limitYuan: "50.00", state: "draft" }),
      customer,
      "en",
      "r-1",
    );
    expect(JSON.stringify(failure.body)).not.toContain("50.00");
    expect(failure.body.error.facts).toEqual({ state: "draft" });
  });
});

describe("an answer", () => {
  const schema = z.object({ id: z.string(), lines: z.array(z.object({ no: z.int() })) });

  it("loses undeclared fields in production", () => {
    const text = answerText(schema, { id: "1", cost: 5, lines: [{ no: 1, margin: 2 }] }, false);
    expect(JSON.parse(text)).toEqual({ id: "1", lines: [{ no: 1 }] });
  });

  it("with an undeclared field is a loud fault elsewhere, however deep", () => {
    expect(() => answerText(schema, { id: "1", lines: [{ no: 1, margin: 2 }] }, true)).toThrow(
      "lines.0.margin",
    );
  });
});
