import * as people from "./factory/people";

/** What a newcomer reads when the demo runs: where it is, who may sign in, what to try. */
export function guideText(port: number, paths: ReadonlySet<string>): string {
  const url = `http://localhost:${port}`;
  const api = paths.has("/api/docs") ? [line("接口文档 API", `${url}/api/docs`)] : [];
  return [
    "",
    `${people.demoTenant.name} · 全链 Quanlian`,
    "",
    ...api,
    line("健康检查 health", `${url}/health   ${url}/ready   ${url}/metrics`),
    line("管理网页 admin web", "还没有,后续版本提供 · not there yet, it comes later"),
    line("客户供应商门户 portal", `${url}/portal   (页面建好后可用 · once its pages are built)`),
    "",
    `账号(密码都是 ${people.DEMO_PASSWORD})· accounts, all with this password`,
    ...accounts().map(([duty, name, phone]) => line(`  ${duty}`, `${phone}  ${name}`)),
    "",
    "登录 · sign in:",
    `  curl -s ${url}/api/sessions.signIn -H 'content-type: application/json' \\`,
    `    -d '{"account":"${people.administrator.phone}","password":"${people.DEMO_PASSWORD}"}'`,
    "接着试试 · try next(另开一个终端 in another terminal):",
    `  npm run story -- --url ${url}     从建账到计划、取消、自审,一步一步 · the whole arrow, step by step`,
    "  npm run story -- --bom FILE.csv   导入一份零件清单并排产 · import a parts list and plan it",
    "",
    "Ctrl-C 停止;数据留在 .data,下次立即可用 · stops; the data stays for the next run",
    "",
  ].join("\n");
}

/** Where the portal is and as whom to look at it, once its pages are there. */
export function portalText(port: number): string {
  const { customerContact, supplierContact, DEMO_PASSWORD } = people;
  return [
    "",
    `客户供应商门户 · the portal: http://localhost:${port}/portal`,
    line("  客户 customer", `${customerContact.phone}   ${DEMO_PASSWORD}`),
    line("  供应商 supplier", `${supplierContact.phone}   ${DEMO_PASSWORD}`),
    "",
  ].join("\n");
}

const accounts = (): [string, string, string][] => [
  ["管理员 administrator", people.administrator.name, people.administrator.phone],
  ...people.staff.map(({ duty, name, phone }): [string, string, string] => [duty, name, phone]),
  ["客户联系人 customer", "峻川自动化", people.customerContact.phone],
  ["供应商联系人 supplier", "铭川钢材", people.supplierContact.phone],
  ["平台运营 operator", people.operator.name, people.operator.phone],
];

const line = (label: string, value: string) => `${padded(label, 30)}${value}`;

/** Padded as a terminal shows it: a Chinese character is two columns wide. */
function padded(text: string, columns: number): string {
  const width = Array.from(text).reduce(
    (sum, character) => sum + (character > "\u2e7f" ? 2 : 1),
    0,
  );
  return text + " ".repeat(Math.max(1, columns - width));
}
