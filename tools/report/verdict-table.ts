import type { Result } from './json.js';
import { type Cell, printable, table } from './layout.js';
import type { Style } from './style.js';

/** What a verdict is called in a table. */
const WORDS: Readonly<Record<Result['verdict'], string>> = {
  accept: 'accepted',
  reject: 'rejected',
  inconclusive: 'inconclusive',
  error: 'unusable',
};

/** Programs and kernels: a row for each program, below the name of its file; a column for each kernel. */
export function verdictTable(programs: readonly (readonly Result[])[], kernels: readonly string[], style: Style): string {
  const rows: Cell[][] = [[{ text: '' }, ...kernels.map((kernel): Cell => ({ text: `Linux ${kernel}`, paint: style.heading }))]];
  let file: string | null = null;
  for (const results of programs) {
    const [first] = results;
    if (first === undefined) continue;
    const cells = results.map(({ verdict }) => cell(verdict, style));
    const name = printable(first.program ?? '');
    if (first.file !== file && name !== '') rows.push([{ text: printable(first.file), paint: style.faint }]);
    file = first.file;
    rows.push(name === '' ? [{ text: printable(first.file) }, ...cells] : [{ text: `  ${name}` }, ...cells]);
  }
  return `${table(rows).join('\n')}\n`;
}

function cell(verdict: Result['verdict'], style: Style): Cell {
  const text = WORDS[verdict];
  switch (verdict) {
    case 'accept':
      return { text, paint: style.accept };
    case 'inconclusive':
      return { text, paint: style.inconclusive };
    default:
      return { text, paint: style.reject };
  }
}
