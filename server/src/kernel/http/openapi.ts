import {
  commonErrors,
  errorCodes,
  type ErrorCode,
  type Operation,
} from "@quanlian/shared/contract";
import { translate } from "@quanlian/shared/locale";
import { z } from "zod";
import type { Registered } from "./registry";

/** An OpenAPI 3.1 document, as far as we write one. */
export interface OpenApi {
  openapi: "3.1.1";
  info: { title: string; version: string; description: string };
  paths: Record<string, { post: PathOperation }>;
  components: Record<string, Record<string, unknown>>;
}

export interface PathOperation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters: object[];
  security: object[];
  requestBody: object;
  responses: Record<string, object>;
  /** Who may call it; the staff permission; the function that the tenant must have. */
  "x-actors": readonly string[];
  "x-permission": string | null;
  "x-function": string;
  "x-errors": readonly ErrorCode[];
}

/**
 * The contract as OpenAPI 3.1, made from the schemas that check every request, so that it cannot differ from them. Each
 * operation carries who may call it, its permission, its refusals by HTTP status, and for writes the idempotency key.
 */
export function describeApi(registry: ReadonlyMap<string, Registered>): OpenApi {
  const paths = [...registry.values()].map(
    ({ name, operation }) => [`/api/${name}`, { post: describe(name, operation) }] as const,
  );
  return {
    openapi: "3.1.1",
    info: {
      title: "Quanlian 全链",
      version: "1",
      description:
        "Every operation is a POST of JSON to /api/<operation>. Quantities and prices are exact decimals as text, " +
        "money is integer 分, ids are text. An error names every faulty field and what to do about it.",
    },
    paths: Object.fromEntries(paths),
    components: {
      securitySchemes: { token: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      schemas: { Error: ERROR_SCHEMA },
    },
  };
}

/** The link that an operation belongs to: what stands before its verb. */
export const linkOf = (name: string): string => name.slice(0, name.lastIndexOf("."));

/** Whether a call of it must carry an idempotency key. */
export const needsKey = (operation: Operation): boolean =>
  operation.kind === "write" && operation.idempotency !== "natural";

/** Everything that it may refuse with, its own codes first. */
export const refusalsOf = (operation: Operation): ErrorCode[] => [
  ...new Set([...operation.errors, ...commonErrors]),
];

const IDEMPOTENCY_KEY = {
  name: "Idempotency-Key",
  in: "header",
  required: true,
  description:
    "A new value for each action, the same one when it is sent again: the answer comes back and nothing happens twice.",
  schema: { type: "string", minLength: 8, maxLength: 128, pattern: "^[\\x21-\\x7e]+$" },
};

const ISSUE_SCHEMA = {
  type: "object",
  required: ["path", "code", "message"],
  properties: {
    path: { type: "array", items: { type: ["string", "integer"] } },
    code: { type: "string" },
    message: { type: "string" },
  },
};

const ERROR_SCHEMA = {
  type: "object",
  required: ["error"],
  properties: {
    error: {
      type: "object",
      required: ["code", "message", "requestId"],
      properties: {
        code: { type: "string", enum: Object.keys(errorCodes) },
        message: { type: "string" },
        facts: { type: "object" },
        issues: { type: "array", items: ISSUE_SCHEMA },
        requestId: { type: "string" },
      },
    },
  },
};

function describe(name: string, operation: Operation): PathOperation {
  return {
    operationId: name,
    summary: operation.summary,
    tags: [linkOf(name)],
    parameters: needsKey(operation) ? [{ $ref: "#/components/parameters/IdempotencyKey" }] : [],
    security: operation.actors.includes("anyone") ? [] : [{ token: [] }],
    requestBody: {
      required: true,
      content: { "application/json": { schema: schemaOf(operation.input, "input") } },
    },
    responses: {
      200: {
        description: "Done",
        content: { "application/json": { schema: schemaOf(operation.output, "output") } },
      },
      ...refusals(operation),
    },
    "x-actors": operation.actors,
    "x-permission": operation.permission,
    "x-function": operation.function,
    "x-errors": operation.errors,
  };
}

function refusals(operation: Operation): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of refusalsOf(operation)) {
    const status = errorCodes[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      String(status),
      {
        description: codes
          .map((code) => `\`${code}\`: ${translate("en", `error.${code}`)}`)
          .join("\n\n"),
        content: { "application/json": { schema: { $ref: "#/components/schemas/Error" } } },
      },
    ]),
  );
}

/** The checks that JSON Schema cannot say (a digit sum, a comparison) stay with the server; the shape is complete. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): Record<string, unknown> {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any", target: "draft-2020-12" });
  // The document as a whole names the dialect.
  delete made.$schema;
  return made;
}
