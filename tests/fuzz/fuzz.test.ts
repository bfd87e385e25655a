import { randomUUID } from "node:crypto";
import { chosen } from "../adversary/chosen";
import { startWorld, type World } from "../adversary/world";
import { changedTables, contentsOf } from "../adversary/contents";
import { readReply } from "../adversary/probe";
import { fuzzOperation, type Fuzzed } from "./fuzz-operation";

/** More wrong values per field than a run in between can try: `FUZZ_PER_FIELD=100 npx jest tests/fuzz`. */
const PER_FIELD = Number(process.env.FUZZ_PER_FIELD ?? 3);
const SEED = Number(process.env.FUZZ_SEED ?? 20261123);

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 60_000);
afterAll(() => world.close());

describe("bad input", () => {
  it("is refused by every operation with a declared code that names the field, and writes nothing", async () => {
    const all: Fuzzed[] = [];
    for (const found of settingsLast(chosen([...world.product.product.registry.values()]))) {
      all.push(await fuzzOperation(world, found, PER_FIELD, SEED));
      world.product.statements.length = 0; // a whole run sends more than is worth keeping
    }
    const faulty = all.filter(({ faults }) => faults.length > 0);
    expect({
      seed: SEED,
      faults: faulty.map(({ operation, faults }) => [operation, ...faults]),
    }).toEqual({
      seed: SEED,
      faults: [],
    });
    const calls = all.reduce((sum, one) => sum + one.calls, 0);
    const refused = all.reduce((sum, one) => sum + one.refused, 0);
    expect(refused / calls).toBeGreaterThan(0.5);
  }, 900_000);
});

/** Settings that a run has made up would hold for the examples of whatever comes after them. */
function settingsLast<T extends { name: string }>(registered: readonly T[]): T[] {
  const isSetting = ({ name }: T) => /(Settings|Rules)\.update$|\.setRules$/.test(name);
  return [
    ...registered.filter((each) => !isSetting(each)),
    ...registered.filter((each) => isSetting(each)),
  ];
}

describe("the fuzzer", () => {
  it("notices a code that is not declared", async () => {
    const found = world.product.product.registry.get("orders.create")!;
    const undeclared = { ...found, operation: { ...found.operation, errors: [] } };
    const fuzzed = await fuzzOperation(world, undeclared, 100, SEED);
    expect(fuzzed.faults.join("\n")).toMatch(
      /itemId = .*reference\.not_found, which it does not declare/,
    );
  }, 120_000);
});

describe("a bad request", () => {
  const sendRaw = async (options: {
    operation?: string;
    method?: string;
    body?: string | Uint8Array<ArrayBuffer>;
    headers?: Record<string, string>;
  }) => {
    const { operation = "units.create", method = "POST", body, headers } = options;
    const reply = await fetch(`${world.product.url}/api/${operation}`, {
      method,
      headers: {
        authorization: `Bearer ${world.own.owner.token}`,
        "content-type": "application/json",
        "idempotency-key": randomUUID(),
        ...headers,
      },
      body,
    });
    return readReply(reply);
  };
  const unit = JSON.stringify({ code: "x1", name: "x", places: 0 });

  const requests: Record<string, [Parameters<typeof sendRaw>[0], string]> = {
    "broken JSON": [{ body: '{"code": ' }, "request.malformed"],
    "JSON that is a number": [{ body: "1" }, "request.malformed"],
    "JSON that is a list": [{ body: "[]" }, "request.invalid"],
    "bytes that are no UTF-8": [{ body: new Uint8Array([0x7b, 0xff, 0xfe]) }, "request.malformed"],
    "no body": [{}, "request.invalid"],
    "another content type": [
      { body: unit, headers: { "content-type": "text/xml" } },
      "request.invalid",
    ],
    "a huge body": [{ body: `{"code":"${"x".repeat(9_000_000)}"}` }, "request.too_large"],
    "a body nested without end": [
      { body: `{"code":${"[".repeat(100_000)}${"]".repeat(100_000)}}` },
      "request.invalid",
    ],
    "an unknown operation": [{ operation: "units.burn", body: "{}" }, "request.unknown_operation"],
    "an operation of Object": [
      { operation: "constructor", body: "{}" },
      "request.unknown_operation",
    ],
    "another method": [{ method: "DELETE" }, "record.not_found"],
    "no idempotency key": [
      { body: unit, headers: { "idempotency-key": "" } },
      "idempotency.key_required",
    ],
    "an idempotency key that is too long": [
      { body: unit, headers: { "idempotency-key": "k".repeat(129) } },
      "idempotency.key_required",
    ],
    "an idempotency key with blanks": [
      { body: unit, headers: { "idempotency-key": "key with blanks" } },
      "idempotency.key_required",
    ],
    "another kind of credentials": [
      { body: unit, headers: { authorization: "Basic eDp5" } },
      "auth.required",
    ],
    "a bearer of rubbish": [
      { body: unit, headers: { authorization: "Bearer ☃".replace("☃", "%E2%98%83") } },
      "auth.required",
    ],
    "a bearer without end": [
      { body: unit, headers: { authorization: `Bearer ${"x".repeat(5_000)}` } },
      "auth.required",
    ],
  };

  it.each(Object.keys(requests))("is refused and changes nothing: %s", async (name) => {
    const before = await contentsOf(world.product);
    const [request, code] = requests[name]!;
    const reply = await sendRaw(request);
    expect({ code: reply.code, is4xx: reply.status >= 400 && reply.status < 500 }).toEqual({
      code,
      is4xx: true,
    });
    expect(changedTables(before, await contentsOf(world.product))).toEqual([]);
  });

  it("is answered all the same when only its language or its id is odd", async () => {
    const odd: Record<string, string>[] = [
      { "accept-language": "*;q=0.1, xx-YY" },
      { "accept-language": "x".repeat(2_000) },
      { "x-request-id": "<script>" },
    ];
    for (const headers of odd) {
      const reply = await sendRaw({ operation: "units.list", body: "{}", headers });
      expect(reply.status).toBe(200);
      expect(reply.headers).not.toContain("<script>");
    }
  });
});
