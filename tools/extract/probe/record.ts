/** What a kernel answered to every probe, small enough to be kept: evidence that the spec is held against. A file of one line a class. */
export interface ClassRecord {
  /** `tracing/trace_iter`, see classes.ts. */
  readonly class: string;
  /** Numbers of the helpers that it may call. */
  readonly helpers: string;
  /** Those of them that want a GPL license; absent where every program must have one. */
  readonly gpl?: string;
  /** Those of them that want a program that may sleep. */
  readonly sleeps: string;
  /** Which accesses to its context are allowed; absent for what the kernel decides by the attach target's BTF. */
  readonly context?: readonly RecordedAccess[];
}

/** `type` is what the kernel's log calls the loaded register (`pkt_end`), '' for stores; sizes in bytes. */
export interface RecordedAccess {
  readonly access: 'read' | 'write';
  readonly size: number;
  readonly type: string;
  /** Byte offsets: `0..68/4 76`. */
  readonly offsets: string;
}

/** Ascending numbers as text: `0..68/4` for 0, 4, … 68, `1..3` for 1, 2, 3, alone what does not repeat. */
export function writeNumbers(numbers: readonly number[]): string {
  const runs: string[] = [];
  for (let i = 0; i < numbers.length; ) {
    const first = numbers[i] ?? 0;
    const step = (numbers[i + 1] ?? first) - first;
    let j = i;
    while (step > 0 && numbers[j + 1] === (numbers[j] ?? 0) + step) j++;
    if (j - i < 2) {
      runs.push(String(first));
      i++;
    } else {
      runs.push(`${first}..${numbers[j]}${step === 1 ? '' : `/${step}`}`);
      i = j + 1;
    }
  }
  return runs.join(' ');
}

/** What writeNumbers wrote. */
export function readNumbers(text: string): number[] {
  if (text === '') return [];
  return text.split(' ').flatMap((run) => {
    const [, first, last, step] = /^(-?\d+)(?:\.\.(-?\d+)(?:\/(\d+))?)?$/.exec(run) ?? [];
    if (first === undefined) throw new Error(`no numbers: '${run}'`);
    const numbers: number[] = [];
    for (let n = Number(first); n <= Number(last ?? first); n += Number(step ?? 1)) numbers.push(n);
    return numbers;
  });
}

/** One line of JSON a class. */
export function writeRecord(classes: readonly ClassRecord[]): string {
  return `${classes.map((c) => JSON.stringify(c)).join('\n')}\n`;
}

/** What writeRecord wrote. */
export function readRecord(text: string): Map<string, ClassRecord> {
  const classes = text
    .trimEnd()
    .split('\n')
    .map((line): ClassRecord => JSON.parse(line));
  return new Map(classes.map((c) => [c.class, c]));
}
