import type { Operation } from "@quanlian/shared/contract";
import { linkOf, needsKey, schemaOf } from "./openapi";
import type { Registered } from "./registry";

/**
 * The contract as one page for people, grouped by link in the order of the chain. It is plain HTML with one style sheet
 * of ours and no script, so it shows under the strictest content policy and without a network.
 */
export function writeApiPage(registry: ReadonlyMap<string, Registered>): string {
  const links = new Map<string, Registered[]>();
  for (const registered of registry.values()) {
    const link = linkOf(registered.name);
    links.set(link, [...(links.get(link) ?? []), registered]);
  }
  const names = [...links.keys()];
  return [
    `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>全链 API</title>`,
    `<meta name="viewport" content="width=device-width, initial-scale=1">`,
    `<link rel="stylesheet" href="/api/docs.css"></head><body>`,
    `<header><h1>全链 Quanlian API</h1>${INTRODUCTION}</header>`,
    `<nav aria-label="Links">${names.map((name) => `<a href="#${name}">${name}</a>`).join(" ")}</nav><main>`,
    ...names.map((name) => section(name, links.get(name)!)),
    `</main></body></html>`,
  ].join("\n");
}

const INTRODUCTION = [
  `<p>每个操作都是一次 <code>POST /api/&lt;operation&gt;</code>，正文与回答都是 JSON。`,
  `数量与单价是文本形式的精确小数，金额是整数分，编号是文本。</p>`,
  `<p>Every operation is a <code>POST</code> of JSON. Send <code>Authorization: Bearer …</code>, and with each write an `,
  `<code>Idempotency-Key</code>: the same key sent again gives the same answer and nothing happens twice. `,
  `Machine-readable: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>`,
].join("");

function section(name: string, operations: readonly Registered[]): string {
  return `<section id="${name}"><h2>${name}</h2>${operations.map(article).join("\n")}</section>`;
}

function article({ name, operation }: Registered): string {
  return [
    `<article id="${name}"><h3><span class="${operation.kind}">${operation.kind}</span> <code>${name}</code></h3>`,
    `<p>${escapeHtml(operation.summary)}</p><dl>${facts(operation).map(fact).join("")}</dl>`,
    `<details><summary>Input</summary>${schema(operation, "input")}</details>`,
    `<details><summary>Answer</summary>${schema(operation, "output")}</details></article>`,
  ].join("\n");
}

function facts(operation: Operation): [string, string][] {
  return [
    ["Who", operation.actors.join(", ")],
    ["Permission", operation.permission ?? "—"],
    ["Function", operation.function],
    ["Idempotency-Key", needsKey(operation) ? "required" : "—"],
    ["Own refusals", operation.errors.join(", ") || "—"],
  ];
}

const fact = ([name, value]: [string, string]) =>
  `<div><dt>${name}</dt><dd>${escapeHtml(value)}</dd></div>`;

const schema = (operation: Operation, side: "input" | "output") =>
  `<pre tabindex="0">${escapeHtml(JSON.stringify(schemaOf(operation[side], side), null, 2))}</pre>`;

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign]!);

export const API_PAGE_STYLE = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, "PingFang SC", "Microsoft YaHei", sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1.5rem; }
h2 { margin-top: 3rem; border-bottom: 2px solid currentcolor; }
h3 { margin-bottom: 0.2rem; font-weight: 600; }
nav { display: flex; flex-wrap: wrap; gap: 0.4rem 1rem; }
article { margin: 1.5rem 0; padding-left: 1rem; border-left: 3px solid #8885; }
h3 span { font-size: 0.75rem; padding: 0.1rem 0.5rem; border-radius: 1rem; color: #fff; background: #2b5f8a; }
h3 span.write { background: #9a3412; }
dl { display: flex; flex-wrap: wrap; gap: 0.2rem 1.5rem; margin: 0.3rem 0; font-size: 0.875rem; }
dt { display: inline; font-weight: 600; } dt::after { content: ": "; } dd { display: inline; margin: 0; }
pre { overflow: auto; max-height: 24rem; padding: 0.8rem; background: #8881; font-size: 0.8rem; }
summary { cursor: pointer; }
`;
