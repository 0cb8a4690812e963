/** A tree without its places, for comparison: JSON, in which keys that are undefined are absent. */
export function bare(tree: unknown): string {
  return JSON.stringify(tree, (key, value: unknown) => (key === 'span' ? undefined : value), 1);
}
