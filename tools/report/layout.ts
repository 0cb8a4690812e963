/** Laying out plain text: wrapping, indenting and columns. Widths count UTF-16 units of uncoloured text. */

/** Widest line a report writes prose to, in columns. */
export const PROSE_WIDTH = 100;

/** Breaks prose at spaces into lines of at most `width` columns; a longer word stays whole. Line breaks in the text are kept. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/)) {
      if (line !== '' && line.length + 1 + word.length > width) {
        lines.push(line);
        line = word;
      } else line = line === '' ? word : `${line} ${word}`;
    }
    lines.push(line);
  }
  return lines;
}

/** Puts `prefix` before each line; empty lines stay empty. */
export function indent(lines: readonly string[], prefix: string): string[] {
  return lines.map((line) => (line === '' ? '' : prefix + line));
}

/** A piece of text in a table, painted after it was padded. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
  readonly right?: boolean;
}

/** Rows of cells as lines with aligned columns, two spaces between them. */
export function table(rows: readonly (readonly (Cell | string)[])[]): string[] {
  const cells = rows.map((row) => row.map((cell): Cell => (typeof cell === 'string' ? { text: cell } : cell)));
  const widths: number[] = [];
  // a row of one cell is a remark and spans the table
  for (const row of cells)
    if (row.length > 1) for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cell.text.length);
  return cells.map((row) => {
    let last = row.length - 1;
    while (last > 0 && row[last]?.text === '') last--;
    return row
      .slice(0, last + 1)
      .map(({ text, paint, right }, i) => {
        const width = row.length === 1 || (i === last && !right) ? 0 : (widths[i] ?? 0);
        const padded = right ? text.padStart(width) : text.padEnd(width);
        return paint && text.trim() !== '' ? paint(padded) : padded;
      })
      .join('  ');
  });
}

/** `1 program`, `2 programs`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `a, b and c`. */
export function listed(names: readonly string[], joiner = 'and'): string {
  if (names.length <= 1) return names.join('');
  return `${names.slice(0, -1).join(', ')} ${joiner} ${names[names.length - 1]}`;
}

/** Makes text from elsewhere safe to print on one line: control characters and those that turn the writing direction become visible escapes. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Bidi_Control}\u2028\u2029]/gu, (c) => `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`);
}

/** Letters of a log's line that a report repeats: no line of the kernel's is longer. */
export const LONGEST_LINE = 2000;

/** The same for text that may be longer than anybody reads: what is beyond `most` letters is left out. */
export function excerpt(text: string, most: number): string {
  if (text.length <= most) return printable(text);
  return `${printable(text.slice(0, most).replace(/[\ud800-\udbff]$/, ''))}…`;
}
