/** Which of two kernel versions is older. */

/** Negative when a is older than b. `6.1` and `6.1.0` are one version; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (Number(left[i] ?? 0) || 0) - (Number(right[i] ?? 0) || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
