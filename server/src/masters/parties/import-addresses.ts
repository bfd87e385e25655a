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
import { PartyAddress } from "./address.model";
import { findPartiesByCode } from "./named-party";

const NAME = "addresses.import";

const columns = {
  party: importColumn.text({ headings: ["单位编码", "Party code"], required: true, max: 64 }),
  recipient: importColumn.text({ headings: ["收货人", "Recipient"], required: true, max: 64 }),
  phone: importColumn.text({ headings: ["收货电话", "Phone"], required: false, max: 64 }),
  region: importColumn.text({ headings: ["省市区", "Region"], required: false, max: 128 }),
  line: importColumn.text({ headings: ["详细地址", "Address"], required: true, max: 256 }),
  label: importColumn.text({ headings: ["地址名称", "Label"], required: false, max: 64 }),
};

type Columns = typeof columns;
type Checked = CheckedRow<Columns>;

interface NewAddress {
  id: Id;
  partyId: Id;
  label: string;
  recipient: string;
  phone: string | null;
  region: string;
  line: string;
  isDefaultDelivery: boolean;
}

/** Where parties have their goods sent, known by party, recipient and address. A party's first one is its default. */
export const addressImport = defineImport<Columns, NewAddress[]>({
  name: NAME,
  columns,
  examples: [
    {
      ...{ party: "示例-C001", recipient: "李工", phone: "13900000000" },
      ...{ region: "浙江省宁波市宁海县", line: "科技园二路 18 号" },
    },
  ],
  async check(tx, rows, siblings) {
    const parties = await readParties(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [{ column: "party", kind: "party", known: parties }]),
      ...repeatedRows(rows, ["party", "recipient", "line"]),
      ...rows.flatMap(({ row, values: { phone } }): ImportFault<Columns>[] =>
        phone != null && normalisePhone(phone) === null
          ? [{ row, column: "phone", code: "issue.phone" }]
          : [],
      ),
    ];
  },
  async plan(tx, rows) {
    const parties = await readParties(tx, rows);
    const there = await readAddresses(
      tx,
      [...parties.values()].map(({ id }) => id),
    );
    const work: NewAddress[] = [];
    const placed = new Set(there.map(({ partyId }) => partyId));
    const known = new Set(there.map(addressKey));
    for (const { values } of rows) {
      const { recipient, phone, region, line, label } = values;
      const partyId = parties.get(codeKey(values.party))!.id;
      if (known.has(addressKey({ partyId, recipient, line }))) continue;
      const isDefaultDelivery = !placed.has(partyId);
      placed.add(partyId);
      work.push({
        ...{ id: tx.newId(), partyId, label: label ?? "", recipient, region: region ?? "", line },
        ...{ phone: phone === null ? null : normalisePhone(phone), isDefaultDelivery },
      });
    }
    const unchangedCount = rows.length - work.length;
    return { createdCount: work.length, changedCount: 0, unchangedCount, work };
  },
  async write(tx, addresses) {
    await insertRows(tx, PartyAddress, addresses);
    for (const { id, ...after } of addresses) {
      const about = { customerId: after.partyId, supplierId: after.partyId };
      tx.record({ type: "partyAddress", id, ...about, before: null, after });
    }
  },
});

const addressKey = (each: { partyId: Id; recipient: string; line: string }) =>
  [each.partyId, codeKey(each.recipient), codeKey(each.line)].join("\n");

const readParties = async (tx: Tx, rows: readonly Checked[]) =>
  byCode(await findPartiesByCode(tx, NAME, codesIn(rows, "party")));

const readAddresses = (tx: Tx, partyIds: readonly Id[]) =>
  tx.rows<{ partyId: Id; recipient: string; line: string }>(
    `SELECT a.party_id AS partyId, a.recipient, a.line FROM party_addresses a
     WHERE a.tenant_id = :tenant AND a.party_id IN :partyIds AND a.removed_at IS NULL`,
    { partyIds },
  );
