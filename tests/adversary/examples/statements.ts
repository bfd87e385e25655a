import type { StatementView } from "@quanlian/shared/contract";
import { makeParty, type Holder } from "../holder";
import { exported, nothing, of, once, type Example, type Examples } from "./example";

type Side = "receivable" | "payable";

/** Something that stands on no statement yet. */
const paid = (h: Holder, partyId: string, side: Side = "receivable") =>
  h.call(side === "receivable" ? "receipts.create" : "payments.create", {
    ...{ partyId, method: "bank", amountCents: 100, movedOn: "2026-11-20", reference: h.mark },
  });

const drawn = (partyId: string, h: Holder, side: Side = "receivable") => ({
  ...{ partyId, side, endsOn: "2026-12-31", note: h.mark },
});

/** A draft for a customer of its own, or for the holder's. */
async function drafted(h: Holder, partyId?: string, side?: Side): Promise<StatementView> {
  const id = partyId ?? (await makeParty(h, { isCustomer: true })).id;
  await paid(h, id, side);
  return h.call<StatementView>("statements.create", drawn(id, h, side));
}

const moved = async (h: Holder, how: string, { id, revision }: StatementView, rest = {}) =>
  h.call<StatementView>(`statements.${how}`, { statementId: id, revision, ...rest });

const sent = async (h: Holder, partyId?: string, side?: Side) =>
  moved(h, "send", await drafted(h, partyId, side));
const agreed = async (h: Holder, partyId?: string, side?: Side) =>
  moved(h, "recordConfirmation", await sent(h, partyId, side), { note: h.mark });

const onto =
  (make: (h: Holder) => Promise<StatementView>, rest: (h: Holder, of: StatementView) => object) =>
  async (h: Holder): Promise<Example> => {
    const statement = await make(h);
    const { id: statementId, revision } = statement;
    return of({ statementId, revision, ...rest(h, statement) });
  };

/** The same for the holder's own customer or supplier, whose contact calls. */
const own =
  (
    make: (h: Holder, partyId: string, side: Side) => Promise<StatementView>,
    rest: (h: Holder, of: StatementView) => object,
  ) =>
  async (h: Holder, kind?: string): Promise<Example> => {
    const statement =
      kind === "supplier"
        ? await make(h, h.supplier.id, "payable")
        : await make(h, h.customer.id, "receivable");
    return of({ statementId: statement.id, ...rest(h, statement) });
  };

const hashed = (_: Holder, { hash }: StatementView) => ({ hash });
const figures = (h: Holder) => ({
  lines: [{ documentNumber: h.mark, description: h.mark, amountCents: 100 }],
});

const oneSent = once((h) => sent(h, h.customer.id));

/** Statements of account. */
export const statementsExamples: Examples = {
  "statements.list": nothing,
  "statements.count": nothing,
  "statements.export": exported(),
  "statements.create": async (h) => {
    const { id } = await makeParty(h, { isCustomer: true });
    await paid(h, id);
    return of(drawn(id, h));
  },
  "statements.show": async (h) => of({ statementId: (await oneSent(h)).id }),
  "statements.send": onto(drafted, () => ({})),
  "statements.recordFigures": onto(sent, figures),
  "statements.recordConfirmation": onto(sent, (h) => ({ note: h.mark })),
  "statements.sign": onto(agreed, hashed),
  "statements.withdraw": onto(sent, (h) => ({ reason: h.mark })),
  "portal.statements.list": nothing,
  "portal.statements.show": own(sent, () => ({})),
  "portal.statements.confirm": own(sent, hashed),
  "portal.statements.dispute": own(sent, figures),
  "portal.statements.sign": own(agreed, (h, { hash }) => ({ hash, name: h.mark })),
};
