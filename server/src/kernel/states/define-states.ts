import { refuse } from "../errors/refusal";

/** From each state, the actions that leave it and where they lead. */
export type Moves = Readonly<Record<string, Readonly<Record<string, string>>>>;

type TargetOf<M extends Moves> = { [S in keyof M]: M[S][keyof M[S]] }[keyof M];

/** Every state of a table: those that something leaves, and those that are only arrived at. */
export type StateOf<M extends Moves> = (keyof M & string) | (TargetOf<M> & string);

/** Every action that some state knows. */
export type ActionOf<M extends Moves> = { [S in keyof M]: keyof M[S] & string }[keyof M];

/** The states of one kind of document and the only moves between them. */
export interface States<S extends string, A extends string> {
  /** Every state, in the order in which the table first names it: labels, filters and column checks come from here. */
  readonly names: readonly S[];
  /** Where a new document begins: the first state of the table unless the table says otherwise. */
  readonly initial: S;
  /** Where the action leads. A move that the table does not hold is refused with `state.illegal_move`. */
  step(state: S, action: A): S;
  /** Whether `step` would allow it: for the `actions` of an answer. */
  allows(state: S, action: A): boolean;
  /** The actions that leave a state, in the order of the table. */
  actionsFrom(state: S): readonly A[];
  /** Nothing leaves it. */
  isFinal(state: S): boolean;
  /** Whether a text (of a filter, of a file) is one of the states. */
  includes(text: string): text is S;
}

/** How a table of moves differs from the rule. */
export interface StatesOptions<S extends string> {
  initial?: S;
}

/**
 * Makes the state table of a kind of document. Every legal move is written in it; what is not written is refused with
 * `state.illegal_move` and the facts `state` and `action`, never skipped in silence.
 *
 * A state that is only named as a target is a state too, and final. A state that nothing leads to (and that is not the
 * initial one) is a mistake of the table and stops the server at start.
 */
export function defineStates<const M extends Moves>(
  moves: M,
  options: StatesOptions<StateOf<M>> = {},
): States<StateOf<M>, ActionOf<M>> {
  type S = StateOf<M>;
  type A = ActionOf<M>;
  // Maps, not the object itself: "constructor" is neither a state nor an action.
  const table = new Map(
    Object.entries(moves).map(([state, leaving]) => [state, new Map(Object.entries(leaving))]),
  );
  const names = namesIn(table) as S[];
  const known = new Set<string>(names);
  const initial = options.initial ?? names[0];
  if (initial === undefined || !known.has(initial)) throw new Error("A state table has no start");
  refuseUnreachable(table, initial);
  const target = (state: S, action: A) => table.get(state)?.get(action) as S | undefined;
  return {
    names,
    initial,
    step: (state, action) =>
      target(state, action) ?? refuse("state.illegal_move", { state, action }),
    allows: (state, action) => target(state, action) !== undefined,
    actionsFrom: (state) => [...(table.get(state)?.keys() ?? [])] as A[],
    isFinal: (state) => (table.get(state)?.size ?? 0) === 0,
    includes: (text): text is S => known.has(text),
  };
}

type Table = ReadonlyMap<string, ReadonlyMap<string, string>>;

function namesIn(table: Table): string[] {
  const names = new Set<string>();
  for (const [state, leaving] of table) {
    names.add(state);
    for (const to of leaving.values()) names.add(to);
  }
  return [...names];
}

function refuseUnreachable(table: Table, initial: string): void {
  const reached = new Set([initial]);
  for (const state of reached) {
    for (const to of table.get(state)?.values() ?? []) reached.add(to);
  }
  const lost = [...table.keys()].filter((state) => !reached.has(state));
  if (lost.length > 0) throw new Error(`No move leads to the state ${lost.join(", ")}`);
}
