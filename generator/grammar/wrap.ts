/** The width that lines are broken for, in columns. */
export const WIDTH = 120;

/** Words behind a beginning, broken so that they fit; what goes on is indented. Words too long for a line stay whole. */
export function wrap(words: readonly string[], start: string, indent: string, width: number = WIDTH): string[] {
  const lines: string[] = [];
  let line = start;
  for (const word of words) {
    const next = line.endsWith('(') ? `${line}${word}` : `${line} ${word}`;
    if (next.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = next;
  }
  return [...lines, line];
}

/** Parts in as few lines as they fit in; all but the first are two columns further in. */
export function fill(parts: readonly string[]): string[] {
  const [first = '', ...rest] = parts.filter((part) => part !== '');
  return wrap(rest, first, '  ');
}
