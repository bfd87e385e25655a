import { normalisePhone } from "@quanlian/shared/domain";
import { insertRows, type Tx } from "../../kernel/db";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  repeatedRows,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { findPartiesByCode } from "./named-party";
import { Contact } from "./party.model";

const NAME = "contacts.import";
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

const columns = {
  party: importColumn.text({ headings: ["单位编码", "Party code"], required: true, max: 64 }),
  name: importColumn.text({ headings: ["联系人", "Contact"], required: true, max: 64 }),
  phone: importColumn.text({ headings: ["联系电话", "Phone"], required: false, max: 64 }),
  email: importColumn.text({ headings: ["邮箱", "Email"], required: false, max: 128 }),
  title: importColumn.text({ headings: ["职务", "Title"], required: false, max: 64 }),
};

type Columns = typeof columns;
type Checked = CheckedRow<Columns>;

interface NewContact {
  id: Id;
  partyId: Id;
  name: string;
  phone: string | null;
  email: string | null;
  title: string;
}

/** Further people of parties, known by party and name; one who is there already is not changed. */
export const contactImport = defineImport<Columns, NewContact[]>({
  name: NAME,
  columns,
  examples: [{ party: "示例-C001", name: "赵会计", phone: "13700000000", title: "财务" }],
  async check(tx, rows, siblings) {
    const parties = await readParties(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [{ column: "party", kind: "party", known: parties }]),
      ...repeatedRows(rows, ["party", "name"]),
      ...rows.flatMap(({ row, values: { phone, email } }): ImportFault<Columns>[] => [
        ...(phone != null && normalisePhone(phone) === null
          ? [{ row, column: "phone" as const, code: "issue.phone" }]
          : []),
        ...(email != null && !EMAIL.test(email)
          ? [{ row, column: "email" as const, code: "issue.email" }]
          : []),
      ]),
    ];
  },
  async plan(tx, rows) {
    const parties = await readParties(tx, rows);
    const there = await tx.rows<{ partyId: Id; name: string }>(
      `SELECT c.party_id AS partyId, c.name FROM contacts c
       WHERE c.tenant_id = :tenant AND c.party_id IN :partyIds`,
      { partyIds: [...parties.values()].map(({ id }) => id) },
    );
    const known = new Set(there.map(({ partyId, name }) => `${partyId}:${codeKey(name)}`));
    const work = rows.flatMap(({ values: { party, name, phone, email, title } }) => {
      const partyId = parties.get(codeKey(party))!.id;
      if (known.has(`${partyId}:${codeKey(name)}`)) return [];
      const digits = phone === null ? null : normalisePhone(phone);
      return [{ id: tx.newId(), partyId, name, phone: digits, email, title: title ?? "" }];
    });
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  async write(tx, contacts) {
    await insertRows(tx, Contact, contacts);
    for (const { id, ...after } of contacts) {
      const about = { customerId: after.partyId, supplierId: after.partyId };
      tx.record({ type: "contact", id, ...about, before: null, after });
    }
  },
});

const readParties = async (tx: Tx, rows: readonly Checked[]) =>
  byCode(await findPartiesByCode(tx, NAME, codesIn(rows, "party")));
