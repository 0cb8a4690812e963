/** A copy of a tree whose piece of text was found again elsewhere: every span moves along. Numbers named start and end are spans. */
export function shift<T>(tree: T, file: string, by: number): T;
export function shift(tree: unknown, file: string, by: number): unknown {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map((element: unknown): unknown => shift(element, file, by));
  if ('start' in tree && typeof tree.start === 'number' && 'end' in tree && typeof tree.end === 'number') {
    return { file, start: tree.start + by, end: tree.end + by };
  }
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(tree)) copy[key] = shift(Reflect.get(tree, key), file, by);
  return copy;
}
