import { exact, isCreditCode, normalisePhone } from "@quanlian/shared/domain";
import { insertRows, reviseRows, type Tx } from "../../kernel/db";
import { rowAllowed } from "../../kernel/access";
import {
  byCode,
  codeKey,
  codesIn,
  defineImport,
  importColumn,
  unknownCodes,
  type CheckedRow,
  type ImportFault,
  type ImportRow,
} from "../../kernel/exchange";
import type { Id } from "../../kernel/ids";
import { writeTerms } from "../../kernel/search";
import { Contact, Party } from "./party.model";
import { partyPolicy } from "./party.policy";
import { searchedParty } from "./party.resource";
import { keeperOf } from "./party.rules";

const columns = {
  code: importColumn.text({
    headings: ["单位编码", "Party code", "Code"],
    required: true,
    max: 64,
    unique: true,
  }),
  name: importColumn.text({
    headings: ["单位名称", "Party name", "Name"],
    required: true,
    max: 128,
    tellsNearDuplicates: true,
  }),
  shortName: importColumn.text({ headings: ["简称", "Short name"], required: false, max: 64 }),
  isCustomer: importColumn.flag({ headings: ["是客户", "Customer"], required: true }),
  isSupplier: importColumn.flag({ headings: ["是供应商", "Supplier"], required: true }),
  creditCode: importColumn.text({
    headings: ["统一社会信用代码", "Credit code"],
    required: false,
    max: 18,
  }),
  level: importColumn.text({ headings: ["等级", "Level"], required: false, max: 64 }),
  paymentTerm: importColumn.text({
    headings: ["付款条件编码", "Payment term"],
    required: false,
    max: 64,
  }),
  creditLimit: importColumn.money({
    headings: ["信用额度", "Credit limit"],
    required: false,
    mask: "credit",
  }),
  taxRate: importColumn.rate({ headings: ["税率", "Tax rate"], required: false }),
  contactName: importColumn.text({ headings: ["联系人", "Contact"], required: false, max: 64 }),
  contactPhone: importColumn.text({ headings: ["联系电话", "Phone"], required: false, max: 64 }),
};

type Columns = typeof columns;
type Row = ImportRow<Columns>;

/**
 * Customers and suppliers by code, each with a first contact. A cell that is left empty keeps what the party has; a new
 * party belongs to whoever brings it. A party beyond the person's reach is told as one whose code is taken.
 */
export const partyImport = defineImport<Columns, PartyWork>({
  name: "parties.import",
  columns,
  brings: { kind: "party", column: "code" },
  examples: [
    {
      ...{ code: "示例-C001", name: "宁海恒通机电有限公司", isCustomer: "是", isSupplier: "否" },
      ...{
        creditLimit: "200000",
        taxRate: "13%",
        contactName: "王工",
        contactPhone: "13800000000",
      },
    },
  ],
  async check(tx, rows, siblings) {
    const known = await readParties(tx, rows);
    const terms = await readTerms(tx, rows);
    return [
      ...unknownCodes(rows, siblings, [
        { column: "paymentTerm", kind: "payment_term", known: terms },
      ]),
      ...rows.flatMap((row) => faultsOf(tx, row, known)),
    ];
  },
  async plan(tx, rows) {
    const known = await readParties(tx, rows);
    const terms = await readTerms(tx, rows);
    const work: PartyWork = { created: [], changed: [], contacts: [] };
    for (const { values } of rows) {
      const former = known.get(codeKey(values.code));
      const wanted = partyOf(tx, values, terms, former);
      const party = { ...wanted, id: former?.id ?? tx.newId() };
      if (!former) work.created.push(party);
      else if (fieldsThatDiffer(former, wanted).length > 0) work.changed.push({ former, party });
      if (!former && values.contactName) work.contacts.push(contactOf(party.id, values));
    }
    const [createdCount, changedCount] = [work.created.length, work.changed.length];
    const unchangedCount = rows.length - createdCount - changedCount;
    return { createdCount, changedCount, unchangedCount, work };
  },
  write: writeParties,
});

interface PartyFields {
  code: string;
  name: string;
  shortName: string;
  isCustomer: boolean;
  isSupplier: boolean;
  creditCode: string | null;
  level: string;
  paymentTermId: Id | null;
  creditLimitCents: Party["creditLimitCents"];
  taxRate: string;
  ownerId: Id | null;
  departmentId: Id | null;
}

type KnownParty = PartyFields & { id: Id };

interface PartyWork {
  created: KnownParty[];
  changed: { former: KnownParty; party: KnownParty }[];
  contacts: ReturnType<typeof contactOf>[];
}

/** What there is of these codes, locked: what is compared here is what is changed. */
async function readParties(
  tx: Tx,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, KnownParty>> {
  const parties = await tx.rows<KnownParty>(
    `SELECT p.id, p.code, p.name, p.short_name AS shortName, p.is_customer AS isCustomer, p.is_supplier AS isSupplier,
       p.credit_code AS creditCode, p.level, p.payment_term_id AS paymentTermId, p.credit_limit_cents AS creditLimitCents,
       p.tax_rate AS taxRate, p.owner_id AS ownerId, p.department_id AS departmentId
     FROM parties p WHERE p.tenant_id = :tenant AND p.code IN :codes ORDER BY p.id FOR UPDATE`,
    { codes: codesIn(rows, "code") },
  );
  return byCode(parties);
}

async function readTerms(
  tx: Tx,
  rows: readonly CheckedRow<Columns>[],
): Promise<Map<string, { id: Id; code: string }>> {
  const terms = await tx.rows<{ id: Id; code: string }>(
    `SELECT t.id, t.code FROM payment_terms t
     WHERE t.tenant_id = :tenant AND t.is_active = 1 AND t.code IN :codes`,
    { codes: codesIn(rows, "paymentTerm") },
  );
  return byCode(terms);
}

function faultsOf(
  tx: Tx,
  { row, values }: CheckedRow<Columns>,
  known: ReadonlyMap<string, KnownParty>,
): ImportFault<Columns>[] {
  const faults: ImportFault<Columns>[] = [];
  const { code, isCustomer, isSupplier, creditCode, contactName, contactPhone, creditLimit } =
    values;
  const former = code === undefined ? undefined : known.get(codeKey(code));
  if (former && !rowAllowed(tx.actor, partyPolicy, "parties.import", former)) {
    faults.push({ row, column: "code", code: "import.taken", facts: { value: code } });
  }
  if (isCustomer === false && isSupplier === false) {
    faults.push({ row, column: "isCustomer", code: "issue.party_role" });
  }
  if (creditCode != null && !isCreditCode(creditCode.toUpperCase())) {
    faults.push({ row, column: "creditCode", code: "issue.credit_code" });
  }
  if (creditLimit != null && creditLimit < 0) {
    faults.push({ row, column: "creditLimit", code: "issue.cents_not_negative" });
  }
  if (contactPhone != null && normalisePhone(contactPhone) === null) {
    faults.push({ row, column: "contactPhone", code: "issue.phone" });
  }
  if (contactPhone != null && contactName === null) {
    faults.push({ row, column: "contactName", code: "import.required" });
  }
  return faults;
}

function partyOf(
  tx: Tx,
  values: Row["values"],
  terms: ReadonlyMap<string, { id: Id }>,
  former: KnownParty | undefined,
): PartyFields {
  const before = former ?? { ...NEW_PARTY, ...keeperOf(tx.actor) };
  const term = values.paymentTerm === null ? undefined : terms.get(codeKey(values.paymentTerm));
  return {
    code: former?.code ?? values.code,
    name: values.name,
    shortName: values.shortName ?? before.shortName,
    isCustomer: values.isCustomer,
    isSupplier: values.isSupplier,
    creditCode: values.creditCode?.toUpperCase() ?? before.creditCode,
    level: values.level ?? before.level,
    paymentTermId: term?.id ?? before.paymentTermId,
    creditLimitCents: values.creditLimit ?? before.creditLimitCents,
    taxRate: values.taxRate ?? before.taxRate,
    ownerId: before.ownerId,
    departmentId: before.departmentId,
  };
}

const NEW_PARTY = {
  ...{ shortName: "", creditCode: null, level: "" },
  ...{ paymentTermId: null, creditLimitCents: null, taxRate: "0.13" },
} as const;

const contactOf = (partyId: Id, { contactName, contactPhone }: Row["values"]) => ({
  partyId,
  name: contactName!,
  phone: contactPhone === null ? null : normalisePhone(contactPhone),
  isPrimary: true,
});

const WRITTEN = [
  ...(["name", "shortName", "isCustomer", "isSupplier", "creditCode", "level"] as const),
  ...(["paymentTermId", "creditLimitCents", "taxRate"] as const),
] as const;

const fieldsThatDiffer = (former: PartyFields, party: PartyFields) =>
  WRITTEN.filter((field) =>
    field === "taxRate"
      ? exact(former.taxRate) !== exact(party.taxRate)
      : former[field] !== party[field],
  );

async function writeParties(tx: Tx, { created, changed, contacts }: PartyWork): Promise<void> {
  await insertRows(tx, Party, created);
  await reviseRows(
    tx,
    Party,
    WRITTEN,
    changed.map(({ party }) => party),
  );
  await insertRows(tx, Contact, contacts);
  const searched = [...created, ...changed.map(({ party }) => party)];
  await writeTerms(tx, "party", searched.map(searchedParty));
  const contactsOf = new Map(contacts.map((contact) => [contact.partyId, contact]));
  for (const { id, ...after } of created) {
    const contact = contactsOf.get(id);
    const about = { ...keeperIn(after), customerId: id, supplierId: id };
    const brought = { ...after, contacts: contact ? [contact] : [] };
    tx.record({ type: "party", id, number: after.code, ...about, before: null, after: brought });
  }
  for (const { former, party } of changed) {
    const fields = fieldsThatDiffer(former, party);
    const of = (each: PartyFields) => Object.fromEntries(fields.map((name) => [name, each[name]]));
    const about = { ...keeperIn(party), customerId: party.id, supplierId: party.id };
    const change = { before: of(former), after: of(party) };
    tx.record({ type: "party", id: party.id, number: party.code, ...about, ...change });
  }
}

const keeperIn = ({ ownerId, departmentId }: PartyFields) => ({ ownerId, departmentId });
