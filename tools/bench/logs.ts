import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** Logs of level 2 that a 6.1 kernel wrote, of programs that were refused. */
const RECORDED = 'test/runtime/numbers/recorded-6.1.jsonl.gz';

const BRANCH = /^from |: safe$/;

/** The one with most branches. */
function recordedLog(): string[] {
  const rows: { readonly log: string; readonly expect: { readonly verdict: string } }[] = gunzipSync(readFileSync(RECORDED))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
  const refused = rows.filter(({ expect }) => expect.verdict === 'reject').map(({ log }) => log.split('\n'));
  const branches = (log: readonly string[]) => log.filter((line) => BRANCH.test(line)).length;
  return refused.reduce((most, log) => (branches(log) > branches(most) ? log : most), []);
}

/**
 * A recorded log whose middle is repeated until it has so many bytes: with its branches as they are, or as one path through all of it, the
 * longest there can be.
 */
export function largeLog(bytes: number, onePath: boolean): string {
  const log = recordedLog();
  const from = log.findIndex((line) => line.startsWith('0: (')) + 1;
  const to = log.findLastIndex((line) => /^[0-9]+: \(/.test(line));
  const body = log.slice(from, to).filter((line) => !onePath || !BRANCH.test(line));
  const length = body.join('\n').length + 1;
  const times = Math.ceil(bytes / length);
  return [...log.slice(0, from), ...Array.from({ length: times }, () => body).flat(), ...log.slice(to)].join('\n');
}
