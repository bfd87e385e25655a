import { migration } from "../kernel/db";

/** Gives the parties of before their keys. Names are folded as far as SQL can; each change of a party does it in full. */
export const keyParties = migration("20261126010101-key-parties", "data", [
  `UPDATE parties p JOIN (
      SELECT tenant_id, MIN(id) AS id FROM parties WHERE credit_code IS NOT NULL GROUP BY tenant_id, credit_code) f
    ON f.tenant_id = p.tenant_id AND f.id = p.id
    SET p.credit_code_key = p.credit_code WHERE p.credit_code_key IS NULL`,
  `UPDATE parties SET name_key = LOWER(REGEXP_REPLACE(REGEXP_REPLACE(name, '[[:space:][:punct:]()·,。]', ''),
      '(股份有限公司|有限责任公司|有限公司|公司)$', '')) WHERE name_key = ''`,
]);
