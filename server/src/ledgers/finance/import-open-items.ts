import {
  compareDays,
  negateCents,
  toYuanText,
  type Cents,
  type Day,
} from "@quanlian/shared/domain";
import type { Tx } from "../../kernel/db";
import {
  codeKey,
  defineImport,
  importColumn,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
  type Siblings,
} from "../../kernel/exchange";
import { findPartiesByCode, type NamedParty } from "../../masters/parties";
import { openItemsBrought, type BroughtItem } from "./finance.events";

type Side = "receivable" | "payable";

const columnsOf = (party: readonly [string, ...string[]]) => ({
  party: importColumn.text({ headings: party, required: true, max: 64 }),
  number: importColumn.text({ headings: ["单据号", "Document no"], required: true, max: 64 }),
  documentedOn: importColumn.day({ headings: ["单据日期", "Document day"], required: true }),
  dueOn: importColumn.day({ headings: ["到期日", "Due on"], required: false }),
  amount: importColumn.money({ headings: ["未结金额", "Open amount"], required: true }),
  note: importColumn.text({ headings: ["备注", "Note"], required: false, max: 500 }),
});

type Columns = ReturnType<typeof columnsOf>;
type Row = ImportRow<Columns>;

/**
 * What customers still owe from before, document by document: the open rest, not what was once invoiced. Below zero it is
 * a credit (an advance, a credit note). Known by customer and number: the same file again changes nothing.
 */
export const openReceivableImport = openItemImport("receivable", "openReceivables.import", [
  "客户编码",
  "Customer code",
]);

/** What we still owe suppliers from before; the same. */
export const openPayableImport = openItemImport("payable", "openPayables.import", [
  "供应商编码",
  "Supplier code",
]);

function openItemImport(side: Side, name: string, party: readonly [string, ...string[]]) {
  return defineImport<Columns, BroughtItem[]>({
    name,
    columns: columnsOf(party),
    examples: [
      {
        party: side === "receivable" ? "示例-C001" : "示例-S001",
        number: side === "receivable" ? "XS-2026-0815" : "CG-2026-0711",
        documentedOn: "2026-08-15",
        dueOn: "2026-12-31",
        amount: "12800.50",
      },
    ],
    async check(tx, rows, siblings) {
      const parties = await partiesOf(tx, name, rows);
      const known = await knownItems(tx, side, parties);
      return [
        ...rows.flatMap((row) => faultsOf(row, side, parties, known, siblings)),
        ...repeatedIn(rows),
      ];
    },
    async plan(tx, rows) {
      const parties = await partiesOf(tx, name, rows);
      const known = await knownItems(tx, side, parties);
      const work = rows
        .map((row) => broughtItem(tx, side, row, parties.get(codeKey(row.values.party))!))
        .filter((item) => !known.has(itemKey(item.partyId, item.number)));
      const unchangedCount = rows.length - work.length;
      return { createdCount: work.length, changedCount: 0, unchangedCount, work };
    },
    async write(tx, items) {
      const cutoverId = tx.newId();
      await tx.emit(openItemsBrought, { cutoverId, items });
      const total = { side, items: items.length };
      tx.record({ type: "cutover", id: cutoverId, before: null, after: total });
    },
  });
}

async function partiesOf(
  tx: Tx,
  permission: string,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, NamedParty>> {
  const codes = [...new Set(rows.flatMap(({ values }) => values.party ?? []))];
  const found = await findPartiesByCode(tx, permission, codes);
  return new Map(found.map((party) => [codeKey(party.code), party]));
}

interface KnownItem {
  partyId: string;
  number: string;
  amountCents: Cents;
}

const itemKey = (partyId: string, number: string) => `${partyId}:${codeKey(number)}`;

async function knownItems(
  tx: Tx,
  side: Side,
  parties: ReadonlyMap<string, NamedParty>,
): Promise<Map<string, KnownItem>> {
  const rows = await tx.rows<KnownItem & { direction: string }>(
    `SELECT f.party_id AS partyId, f.number, f.direction, f.amount_cents AS amountCents FROM open_items f
     WHERE f.tenant_id = :tenant AND f.party_id IN :partyIds AND f.side = :side AND f.source_type = 'open_item'`,
    { side, partyIds: [...parties.values()].map(({ id }) => id) },
  );
  return new Map(rows.map((row) => [itemKey(row.partyId, row.number), signed(row)]));
}

const signed = <T extends { direction: string; amountCents: Cents }>(item: T): T =>
  item.direction === "charge" ? item : { ...item, amountCents: negateCents(item.amountCents) };

function faultsOf(
  { row, values }: CheckedRow<Columns>,
  side: Side,
  parties: ReadonlyMap<string, NamedParty>,
  known: ReadonlyMap<string, KnownItem>,
  siblings: Siblings,
): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const { party: code, number, amount, documentedOn, dueOn } = values;
  const party = code === undefined ? undefined : parties.get(codeKey(code));
  if (code !== undefined && !party && !siblings.brings("party", code)) {
    faults.push({ row, column: "party", code: "import.reference", facts: { value: code } });
  }
  const fits = side === "receivable" ? party?.isCustomer : party?.isSupplier;
  if (party && !fits) {
    const rule = side === "receivable" ? "import.not_customer" : "import.not_supplier";
    faults.push({ row, column: "party", code: rule, facts: { value: party.code } });
  }
  if (amount === 0) faults.push({ row, column: "amount", code: "import.amount_zero" });
  if (documentedOn && dueOn && compareDays(dueOn, documentedOn) < 0) {
    const facts = { value: dueOn, from: documentedOn };
    faults.push({ row, column: "dueOn", code: "import.day_before", facts });
  }
  const there = party && number !== undefined ? known.get(itemKey(party.id, number)) : undefined;
  if (there && amount !== undefined && there.amountCents !== amount) {
    const facts = { value: there.number, known: toYuanText(there.amountCents) };
    faults.push({ row, column: "amount", code: "import.fixed", facts });
  }
  return faults;
}

/** A party's documents are told apart by their numbers. */
function repeatedIn(rows: readonly CheckedRow<Columns>[]): ImportFault<Columns>[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ row, values: { party, number } }): ImportFault<Columns>[] => {
    if (party === undefined || number === undefined) return [];
    const key = `${codeKey(party)}:${codeKey(number)}`;
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, row);
    return earlier === undefined
      ? []
      : [{ row, column: "number", code: "import.duplicate", facts: { row: earlier } }];
  });
}

function broughtItem(tx: Tx, side: Side, { values }: Row, party: NamedParty): BroughtItem {
  const { number, amount, documentedOn, dueOn, note } = values;
  return {
    itemId: tx.newId(),
    partyId: party.id,
    ownerId: party.ownerId,
    departmentId: party.departmentId,
    side,
    direction: amount > 0 ? "charge" : "credit",
    number,
    amountCents: Math.abs(amount) as Cents,
    documentedOn,
    dueOn: dueOn ?? (documentedOn satisfies Day),
    note: note ?? "",
  };
}
