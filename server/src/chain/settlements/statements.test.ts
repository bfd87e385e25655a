import type { PortalStatement, StatementView } from "@quanlian/shared/contract";
import { runSelfAudit } from "../../../../scripts/self-audit/run-self-audit";
import { givenContactLogin, givenTenant } from "../../../../tests/support/given";
import {
  givenConfirmed,
  givenCustomer,
  givenFactory,
  givenItem,
  givenOrder,
  givenStock,
  type GivenFactory,
} from "../../../../tests/support/given-factory";
import { givenBuyer } from "../../../../tests/support/given-quotes";
import { givenDispatched } from "../../../../tests/support/given-shipments";
import { startProduct, type TestProduct } from "../../../../tests/support/product";

let product: TestProduct;
let factory: GivenFactory;

beforeAll(async () => {
  product = await startProduct();
  factory = await givenFactory(product, await givenTenant(product));
});
afterAll(async () => {
  const audit = await runSelfAudit(product.services.config.databaseUrl);
  await product.close();
  expect(audit.faults).toEqual([]);
});

const call = <T>(operation: string, input: object = {}, token = factory.token) =>
  product.call<T>(token, operation, input);

/** A customer with a contact to whom deliveries have left, 100 yuan each. */
async function delivered(times: number) {
  const customerId = await givenCustomer(factory);
  const buyer = await givenBuyer(factory, customerId);
  const numbers: string[] = [];
  for (let time = 0; time < times; time += 1) numbers.push(await deliver(customerId));
  return { customerId, buyer, numbers };
}

async function deliver(customerId: string): Promise<string> {
  const item = await givenItem(factory);
  await givenStock(factory, item, "10", "3");
  const order = await givenConfirmed(
    factory,
    await givenOrder(factory, [[item, "10"]], { customerId }),
  );
  return (await givenDispatched(factory, order, ["10"])).number;
}

const drawn = (partyId: string, endsOn = "2026-11-30", side = "receivable") =>
  call<StatementView>("statements.create", { partyId, side, endsOn });
const move = (how: string, { id, revision }: { id: string; revision: number }, rest: object = {}) =>
  call<StatementView>(`statements.${how}`, { statementId: id, revision, ...rest });

async function sent(partyId: string, endsOn?: string): Promise<StatementView> {
  return (await move("send", (await drawn(partyId, endsOn)).data)).data;
}
const theirs = (how: string, token: string, input: object) =>
  call<PortalStatement>(`portal.statements.${how}`, input, token);

describe("a statement", () => {
  it("has all that was charged and paid and stands on no other, and opens where the last has closed", async () => {
    const { customerId, numbers } = await delivered(2);
    await call("receipts.create", {
      partyId: customerId,
      ...{ amountCents: 5_000, method: "bank", movedOn: "2026-11-20" },
    });
    const first = (await drawn(customerId)).data;
    expect(first).toMatchObject({
      ...{ state: "draft", openingCents: 0, chargesCents: 20_000, movementsCents: -5_000 },
      ...{ closingCents: 15_000, beginsOn: "2026-11-20", endsOn: "2026-11-30", gapCents: null },
    });
    expect(first.lines.map(({ kind, amountCents }) => [kind, amountCents])).toEqual([
      ["payment", -5_000],
      ["charge", 10_000],
      ["charge", 10_000],
    ]);
    expect(first.lines.map(({ documentNumber }) => documentNumber)).toEqual(
      expect.arrayContaining(numbers),
    );
    expect((await drawn(customerId)).error).toMatchObject({ code: "statement.empty" });
    await deliver(customerId);
    expect((await drawn(customerId, "2026-11-24")).error).toMatchObject({
      code: "statement.before_last",
    });
    const second = (await drawn(customerId)).data;
    expect(second).toMatchObject({
      openingCents: 15_000,
      chargesCents: 10_000,
      closingCents: 25_000,
    });
    // Allocating the receipt to the charges moves nothing between us.
    expect(second.lines).toHaveLength(1);
  });

  it("is drawn once when two people do it at the same moment", async () => {
    const { customerId } = await delivered(1);
    const answers = await Promise.all([drawn(customerId), drawn(customerId)]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.find(({ error }) => error)!.error).toMatchObject({ code: "statement.empty" });
  });

  it("can be withdrawn until it is confirmed, and not under a later one; its lines are free then", async () => {
    const { customerId } = await delivered(1);
    const first = (await drawn(customerId)).data;
    await deliver(customerId);
    const second = (await drawn(customerId)).data;
    const reason = { reason: "重开" };
    expect((await move("withdraw", first, reason)).error).toMatchObject({
      code: "statement.has_later",
    });
    expect((await move("withdraw", second, reason)).data).toMatchObject({ state: "withdrawn" });
    expect((await move("withdraw", first, reason)).data).toMatchObject({ state: "withdrawn" });
    const again = await sent(customerId);
    expect(again).toMatchObject({ openingCents: 0, chargesCents: 20_000 });
    const agreed = (await move("recordConfirmation", again, { note: "电话确认" })).data;
    expect((await move("withdraw", agreed, reason)).error).toMatchObject({
      code: "state.illegal_move",
    });
  });
});

describe("the party", () => {
  it("sees its own statements once they are sent, agrees, and both sides sign the same hash", async () => {
    const { customerId, buyer } = await delivered(1);
    const stranger = await givenBuyer(factory, await givenCustomer(factory));
    const draft = (await drawn(customerId)).data;
    const statementId = draft.id;
    expect((await theirs("show", buyer.token, { statementId })).error).toMatchObject({
      code: "record.not_found",
    });
    const { revision, hash } = (await move("send", draft)).data;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    for (const how of ["show", "confirm", "sign", "dispute"]) {
      const input = {
        statementId,
        ...(how === "confirm" ? { hash } : {}),
        ...(how === "sign" ? { hash, name: "某某" } : {}),
        ...(how === "dispute" ? { closingCents: 1 } : {}),
      };
      expect((await theirs(how, stranger.token, input)).error).toMatchObject({
        code: "record.not_found",
      });
    }
    const listed = await call<{ rows: object[] }>("portal.statements.list", {}, buyer.token);
    expect(listed.data.rows).toMatchObject([{ id: statementId, closingCents: 10_000 }]);
    const seen = (await theirs("show", buyer.token, { statementId })).data;
    expect(seen.actions).toEqual(["portal.statements.confirm", "portal.statements.dispute"]);
    expect(JSON.stringify(seen)).not.toMatch(/ownerId|departmentId|revision/);

    const other = { statementId, hash: "0".repeat(64) };
    expect((await theirs("confirm", buyer.token, other)).error).toMatchObject({
      code: "statement.other_hash",
    });
    const both = await Promise.all(
      [1, 2].map(() => theirs("confirm", buyer.token, { statementId, hash })),
    );
    for (const { data } of both) expect(data).toMatchObject({ state: "confirmed", gapCents: 0 });
    const signing = { statementId, hash, name: "采购经理" };
    expect((await theirs("sign", buyer.token, signing)).data).toMatchObject({
      ...{ state: "confirmed", theirSignature: { name: "采购经理" } },
    });
    const ours = { id: statementId, revision: revision + 2 };
    expect((await move("sign", ours, { hash: "x" })).error).toMatchObject({
      code: "statement.other_hash",
    });
    expect((await move("sign", ours, { hash })).data).toMatchObject({
      ...{ state: "signed", actions: [] },
    });
    expect((await theirs("sign", buyer.token, signing)).data).toMatchObject({ state: "signed" });
  });

  it("sets its figures beside ours: every difference is explained, and they sum to the gap", async () => {
    const { customerId, buyer, numbers } = await delivered(4);
    const statement = await sent(customerId);
    const line = (documentNumber: string, amountCents: number, rest: object = {}) => ({
      ...{ documentNumber, amountCents, ...rest },
    });
    const lines = [
      line(numbers[0]!.toLowerCase(), 10_000),
      line(numbers[1]!, 9_000, { quantity: "9" }),
      line(numbers[2]!, 9_500, { quantity: "10" }),
      line("XX-1", 700),
    ];
    const figures = { statementId: statement.id, lines, closingCents: 29_000, note: "见附件" };
    const { data } = await theirs("dispute", buyer.token, figures);
    expect(data).toMatchObject({ state: "disputed", theirClosingCents: 29_000, gapCents: -11_000 });
    expect(data.residuals.map((each) => [each.class, each.differenceCents, each.proposal])).toEqual(
      [
        ["quantity", -1_000, "adjust_ours"],
        ["price", -500, "adjust_ours"],
        ["unbilled", -10_000, "adjust_theirs"],
        ["unknown", 700, "look_into"],
        ["opening", -200, "look_into"],
      ].map((each) => (each[0] === "unbilled" ? expect.anything() : each)),
    );
    const sum = data.residuals.reduce((total, each) => total + each.differenceCents, 0);
    expect(sum).toBe(data.gapCents);
    expect(data.residuals[0]!.because).toContain("9");
    expect(data.lines.map(({ theirLineNo }) => theirLineNo)).toEqual([1, 2, 3, null]);

    // Given again, and the same as ours this time, it is a yes.
    const same = numbers.map((number) => line(number, 10_000));
    const again = await theirs("dispute", buyer.token, { statementId: statement.id, lines: same });
    expect(again.data).toMatchObject({ state: "confirmed", residuals: [], gapCents: 0 });
    const late = await theirs("dispute", buyer.token, { statementId: statement.id, lines: same });
    expect(late.error).toMatchObject({ code: "state.illegal_move" });
  });

  it("may say no more than what it closes at", async () => {
    const { customerId } = await delivered(1);
    const statement = await sent(customerId);
    expect((await move("recordFigures", statement)).error).toMatchObject({
      code: "statement.no_figures",
    });
    const told = (await move("recordFigures", statement, { closingCents: 9_900 })).data;
    expect(told.residuals).toMatchObject([{ class: "unknown", differenceCents: -100 }]);
    const agreed = await move("recordFigures", told, { closingCents: 10_000 });
    expect(agreed.data).toMatchObject({ state: "confirmed", residuals: [] });
  });

  it("that is customer and supplier at once sees each side as what it acts for", async () => {
    const partyId = await givenCustomer(factory, { isSupplier: true });
    const contact = (name: string) => call<{ id: string }>("contacts.create", { partyId, name });
    const logins = await Promise.all(
      (["customer", "supplier"] as const).map(async (kind) =>
        givenContactLogin(product, factory.tenant, {
          ...{ kind, partyId, contactId: (await contact(kind)).data.id },
        }),
      ),
    );
    await deliver(partyId);
    const statement = await sent(partyId);
    const [customer, supplier] = logins;
    const input = { statementId: statement.id };
    expect((await theirs("show", customer!.token, input)).status).toBe(200);
    expect((await theirs("show", supplier!.token, input)).error).toMatchObject({
      code: "record.not_found",
    });
    expect(
      (await theirs("confirm", supplier!.token, { ...input, hash: statement.hash })).error,
    ).toMatchObject({ code: "record.not_found" });
  });
});
