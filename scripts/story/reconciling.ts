import type { StatementView } from "@quanlian/shared/contract";
import { cents, toYuanText } from "@quanlian/shared/domain";
import { refusalOf, type Desk } from "../demo/desk";
import type { Scene } from "./set-scene";
import { expectThat } from "./teller";

/**
 * Both sides agree on what is owed. The customer's figures differ: each difference is explained, and all of them are the gap. Then
 * both sign the same hash. The supplier's statement says what came of him, and he agrees at once.
 */
export async function reconcile(scene: Scene, customer: Desk, supplier: Desk, customerId: string) {
  await payPart(scene, customerId);
  const statement = await draw(scene, customerId);
  await dispute(scene, customer, statement);
  await sign(scene, customer, statement);
  await agreeWithSupplier(scene, supplier);
}

async function payPart({ teller, cast, today }: Scene, partyId: string): Promise<void> {
  await teller.step(
    "财务登记客户的第一笔收款 · a first payment of the customer's",
    async (tell) => {
      const input = { partyId, method: "bank" as const, amountCents: 100_000, movedOn: today };
      const { number } = await cast.finance.call("receipts.create", input);
      tell.document(number);
    },
  );
}

async function open({ cast, today }: Scene, partyId: string, side: "receivable" | "payable") {
  const { id: statementId, revision } = await cast.finance.call("statements.create", {
    ...{ partyId, side, endsOn: today },
  });
  return cast.finance.call("statements.send", { statementId, revision });
}

function draw(scene: Scene, partyId: string): Promise<StatementView> {
  return scene.teller.step(
    "财务一键出对账单并发给客户:期初、每一笔、期末 · the statement: opening, every line, closing",
    async (tell) => {
      const statement = await open(scene, partyId, "receivable");
      tell.document(statement.number);
      tell.fact("lines", statement.lines.length);
      tell.fact("closingYuan", toYuanText(cents(statement.closingCents)));
      const again = { partyId, side: "receivable" as const, endsOn: scene.today };
      await refusalOf(scene.cast.finance.call("statements.create", again), "statement.empty");
      return statement;
    },
  );
}

async function dispute({ teller }: Scene, customer: Desk, { id: statementId }: StatementView) {
  await teller.step(
    "客户填自己的账:每一处差异都有原因,合计等于差额 · the customer's own figures: every difference explained, their sum the gap",
    async (tell) => {
      const { lines } = await customer.call("portal.statements.show", { statementId });
      const charges = lines.filter(({ kind, amountCents }) => kind === "charge" && amountCents > 0);
      const figures = lines
        .filter(({ id }) => id !== charges[0]!.id)
        .map(({ id, documentNumber, datedOn, quantity, amountCents }) => ({
          ...{ documentNumber, datedOn, quantity: quantity ?? undefined },
          amountCents: id === charges[1]!.id ? amountCents - 1_000 : amountCents,
        }));
      const answered = await customer.call("portal.statements.dispute", {
        ...{ statementId, lines: figures },
      });
      for (const { because } of answered.residuals) tell.line(because);
      const sum = answered.residuals.reduce((all, each) => all + each.differenceCents, 0);
      expectThat(answered.residuals.length === 2, "two differences", answered.residuals.length);
      expectThat(sum === answered.gapCents, "their sum is the gap", [sum, answered.gapCents]);
      tell.fact("gapYuan", toYuanText(cents(sum)));
    },
  );
}

async function sign({ teller, cast }: Scene, customer: Desk, statement: StatementView) {
  await teller.step(
    "核对后客户确认,双方签同一个哈希 · agreed, and both sides sign the same hash",
    async (tell) => {
      const { id: statementId } = statement;
      const hash = statement.hash!;
      await refusalOf(
        customer.call("portal.statements.confirm", { statementId, hash: "0".repeat(64) }),
        "statement.other_hash",
      );
      await customer.call("portal.statements.confirm", { statementId, hash });
      await customer.call("portal.statements.sign", { statementId, hash, name: "顾一舟" });
      const { revision } = await cast.finance.call("statements.show", { statementId });
      const signed = await cast.finance.call("statements.sign", { statementId, revision, hash });
      expectThat(signed.state === "signed", "signed by both", signed.state);
      tell.document(signed.number);
      tell.line(hash);
    },
  );
}

async function agreeWithSupplier(scene: Scene, supplier: Desk): Promise<void> {
  const { teller, cast, parties } = scene;
  await teller.step(
    "供应商的对账单:他只看到自己的,确认并签字 · the supplier's statement: his own alone, agreed and signed",
    async (tell) => {
      const statement = await open(scene, parties.supplier.id, "payable");
      const { id: statementId } = statement;
      const hash = statement.hash!;
      const { rows } = await supplier.call("portal.statements.list", {});
      expectThat(rows.length === 1 && rows[0]!.id === statementId, "only the own", rows.length);
      await supplier.call("portal.statements.confirm", { statementId, hash });
      await supplier.call("portal.statements.sign", { statementId, hash, name: "洪文启" });
      const { revision } = await cast.finance.call("statements.show", { statementId });
      const signed = await cast.finance.call("statements.sign", { statementId, revision, hash });
      expectThat(signed.state === "signed", "signed by both", signed.state);
      tell.document(signed.number);
      tell.fact("closingYuan", toYuanText(cents(signed.closingCents)));
    },
  );
}
