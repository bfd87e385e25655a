import type { ErrorCode, Issue } from "@quanlian/shared/contract";
import { translate, type Language } from "@quanlian/shared/locale";
import { Refusal, type Facts } from "./refusal";

/**
 * The faults of one input, gathered so that all are told at once. When they are all of one kind (a code that is taken,
 * an unknown reference), the refusal carries that kind's code and the first field; otherwise it is `request.invalid`.
 */
export class Faults {
  readonly #issues: Issue[] = [];
  readonly #codes = new Set<ErrorCode>();

  constructor(private readonly language: Language) {}

  /** Any fault of the values themselves. */
  add(path: Issue["path"], code: string, facts: Facts = {}): void {
    this.#note("request.invalid", path, code, facts);
  }

  /** The id names nothing that this actor may name. */
  unknown(path: Issue["path"], value: string): void {
    this.#note("reference.not_found", path, "issue.reference", { value });
  }

  /** Another record has it already. */
  taken(path: Issue["path"], value: string): void {
    this.#note("record.duplicate", path, "issue.taken", { value });
  }

  get any(): boolean {
    return this.#issues.length > 0;
  }

  /** Throws when there is a fault; otherwise does nothing. */
  refuse(): void {
    const [first] = this.#issues;
    if (!first) return;
    const [only] = this.#codes;
    const code = this.#codes.size === 1 && only ? only : "request.invalid";
    const facts = code === "request.invalid" ? {} : { field: first.path.join(".") };
    throw new Refusal(code, facts, this.#issues);
  }

  #note(kind: ErrorCode, path: Issue["path"], code: string, facts: Facts): void {
    this.#codes.add(kind);
    this.#issues.push({ path, code, message: translate(this.language, code, facts) });
  }
}
