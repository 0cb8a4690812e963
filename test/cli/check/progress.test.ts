import { describe, expect, it } from 'vitest';
import { Progress } from '../../../tools/cli/check/progress.js';

/** A run of a second and a half in steps of 50 ms, a program each: what the stream got to see. */
function run(stream: { isTTY?: boolean; columns?: number }, terminal = 'xterm', milliseconds = 1500): string[] {
  const written: string[] = [];
  let now = 5000;
  const progress = new Progress(3, { ...stream, write: (text) => written.push(text) }, () => now, terminal);
  for (const end = now + milliseconds; now < end; now += 50) progress.programDone();
  progress.fileDone();
  progress.clear();
  return written;
}

describe('progress', () => {
  it('is shown on a terminal after a second, on one line that is gone at the end', () => {
    const written = run({ isTTY: true, columns: 80 });
    expect(written[0]).toBe('\r\u001b[K0 of 3 files, 21 programs judged\r');
    expect(written.at(-2)).toBe('\r\u001b[K1 of 3 files, 30 programs judged\r');
    expect(written.at(-1)).toBe('\r\u001b[K');
    // every 100 ms and no more
    expect(written.length).toBeLessThanOrEqual(7);
  });

  it('does not wrap', () => {
    for (const text of run({ isTTY: true, columns: 20 })) expect(text.replace('\u001b[K', '').trim().length).toBeLessThan(20);
  });

  it('is shown whole where the width is not known', () => {
    for (const columns of [0, undefined])
      expect(run({ isTTY: true, ...(columns === undefined ? {} : { columns }) })[0]).toContain('21 programs judged');
  });

  it.each<[string, Parameters<typeof run>]>([
    ['no terminal', [{}]],
    ['a terminal that can not', [{ isTTY: true }, 'dumb']],
    ['a short run', [{ isTTY: true }, 'xterm', 900]],
  ])('is not shown: %s', (_, args) => {
    expect(run(...args)).toEqual([]);
  });
});
