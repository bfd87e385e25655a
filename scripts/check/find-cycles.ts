/**
 * Finds circles in a directed graph: one shortest circle per knot (strongly connected component),
 * each starting at its alphabetically first node. Edges to unknown nodes are ignored.
 *
 * @param graph the nodes that each node points to
 */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const settled = new Set<string>();
  for (const start of [...graph.keys()].sort()) {
    if (settled.has(start)) continue;
    const cycle = shortestCycleThrough(start, graph);
    if (cycle === null) continue;
    cycles.push(cycle);
    for (const node of knotOf(start, graph)) settled.add(node);
  }
  return cycles;
}

/** Breadth first, so that the way back is the shortest one. */
function shortestCycleThrough(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
): string[] | null {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const node of queue) {
    for (const next of graph.get(node) ?? []) {
      if (next === start) return trace(node, cameFrom);
      if (cameFrom.has(next) || !graph.has(next)) continue;
      cameFrom.set(next, node);
      queue.push(next);
    }
  }
  return null;
}

function trace(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const path = [end];
  for (let node = cameFrom.get(end); node !== undefined; node = cameFrom.get(node)) {
    path.unshift(node);
  }
  return path;
}

/** All nodes that `start` reaches and that reach it. */
function knotOf(start: string, graph: ReadonlyMap<string, readonly string[]>): string[] {
  const backwards = new Map<string, string[]>();
  for (const [node, nexts] of graph) {
    for (const next of nexts) backwards.set(next, [...(backwards.get(next) ?? []), node]);
  }
  const reachedBy = reach(start, backwards);
  return [...reach(start, graph)].filter((node) => reachedBy.has(node));
}

function reach(start: string, graph: ReadonlyMap<string, readonly string[]>): Set<string> {
  const reached = new Set([start]);
  for (const node of reached) for (const next of graph.get(node) ?? []) reached.add(next);
  return reached;
}
