const MOST_CANDIDATES = 2000;
/** Comparing takes time by the square of the length. */
const LONGEST = 80;

/** `; did you mean 'x'?` for the name that differs least, or nothing when none is near. */
export function closest(name: string, candidates: Iterable<string>): string {
  if (name.length > LONGEST) return '';
  let best: string | undefined;
  let least = Math.min(4, Math.ceil(name.length / 3) + 1);
  let seen = 0;
  for (const candidate of candidates) {
    if (++seen > MOST_CANDIDATES) break;
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name, candidate);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best === undefined ? '' : `; did you mean '${best}'?`;
}

// Levenshtein, one row at a time.
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
