/**
 * Logs in the formats of many kernels and loaders, `logs/*.log`, all written for this test. Beside each stands what is read in it, line by
 * line, and what is explained: `logs/*.txt`, recorded anew by `vitest -u` and read by a person then.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { kernel } from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../tools/load/decode-text.js';
import { type LogEvent, LogReader, parseLog } from '../../tools/load/log/index.js';
import type { RuleBook } from '../../tools/report/log-reason.js';
import { isRejected, logReport } from '../../tools/report/log-report.js';
import { createMatcher } from '../../tools/report/match.js';
import { createStyle } from '../../tools/report/style.js';

const FOLDER = new URL('logs/', import.meta.url);
const names = readdirSync(FOLDER).filter((file) => file.endsWith('.log'));

// what the spec says of its rules is its own matter: here it is which of them are found
const rules = kernel.rules.map(({ doc: _doc, about: _about, ...rule }) => ({ ...rule, file: 'spec', line: 0 }));
const books: RuleBook[] = [{ kernel: { ...kernel, rules }, matcher: createMatcher(rules) }];

function readEvents(text: string): LogEvent[] {
  const reader = new LogReader();
  return [...reader.push(text), ...reader.end()];
}

/** What a line was taken for. */
function told(event: LogEvent): string {
  switch (event.kind) {
    case 'insn':
      return `insn ${event.insn}  ${event.text}${event.state === undefined ? '' : '  with state'}`;
    case 'listing':
      return `listing ${event.insn}  ${event.text}`;
    case 'state':
      return `state in front of ${event.insn}`;
    case 'branch':
      return `branch from ${event.from} to ${event.to}`;
    case 'pruned':
      return `pruned at ${event.insn}`;
    case 'frame':
      return `frame ${event.what}`;
    case 'frame-state':
      return `frame-state ${event.state.frame}`;
    case 'source':
      return `source ${event.file ?? ''}${event.fileLine === undefined ? '' : `:${event.fileLine}`}`;
    case 'backtrack':
      return `backtrack${event.state === undefined ? '' : ' with state'}`;
    case 'analysis':
      return `analysis ${event.heads ?? ''}`;
    case 'function':
      return `function ${event.number} at ${event.insn}`;
    case 'statistics':
      return `statistics ${Object.keys(event.statistics).join(' ')}`;
    case 'message':
      return `message ${event.text}`;
    case 'loader':
      return `loader ${[event.program, event.edge].filter((part) => part !== undefined).join(' ')}`;
    default:
      return event.kind;
  }
}

function explained(text: string, name: string): string {
  const traces = parseLog(text);
  if (!traces.ok) return `${traces.error.message}\n`;
  const rejected = traces.value.filter(isRejected);
  if (rejected.length === 0) return `no rejection, ${traces.value.every((trace) => trace.hasEnd) ? 'whole' : 'cut'}\n`;
  return rejected.map((trace) => logReport(name, trace, books, createStyle(false)).text).join('\n');
}

function read(name: string): string {
  return decodeText(readFileSync(new URL(name, FOLDER)));
}

describe.each(names)('%s', (name) => {
  it('is read line by line, and explained', async () => {
    const text = read(name);
    const lines = readEvents(text).map((event) => `${String(event.line).padStart(4)}  ${told(event)}`.trimEnd());
    await expect(`${lines.join('\n')}\n\n${explained(text, name)}`).toMatchFileSnapshot(`logs/${basename(name, '.log')}.txt`);
  });

  it('holds no state that the parser does not know', () => {
    for (const event of readEvents(read(name))) {
      if (!('state' in event) || event.state === undefined) continue;
      expect(event.state.other, event.state.text).toEqual(name.startsWith('cut-in-state') ? expect.anything() : []);
      for (const { value } of [...event.state.registers, ...event.state.stack]) {
        if (value !== undefined && !name.startsWith('cut-in-state')) expect(Object.keys(value.fields.other ?? {}), value.text).toEqual([]);
      }
    }
  });
});

describe('whatever stands in front of the lines', () => {
  const text = read('6.8-changed-only.log');
  const plain = explained(text, 'x');
  /** A log whose lines have something in front of them, and behind. */
  const wrapped = (front: (i: number) => string, behind = ''): string =>
    text
      .split('\n')
      .map((line, i) => front(i) + line + behind)
      .join('\n');
  const second = (i: number): string => String(10 + (i % 50));

  it.each<[string, string]>([
    ['the kernel’s time', wrapped((i) => `[   12.3456${second(i)}] `)],
    ['the kernel’s time in words', wrapped((i) => `[Mon May  6 10:00:${second(i)} 2024] `)],
    ['a time', wrapped((i) => `2024-05-01T10:00:${second(i)}.1234567Z `)],
    ['a time in brackets', wrapped((i) => `[2024-05-01T10:00:${second(i)}.123Z] `)],
    ['journald', wrapped((i) => `Nov 22 13:43:${second(i)} host loader[12]: `)],
    ['journald in German', wrapped((i) => `Mär 21 11:01:${second(i)} host loader[1]: `)],
    ['journald with ISO times', wrapped((i) => `2024-03-21T11:01:${second(i)}+0100 host loader[1]: `)],
    ['docker compose', wrapped(() => 'loader-1  | ')],
    ['a pod’s name', wrapped((i) => `[pod/agent-x${i}/loader] `)],
    ['colours', wrapped(() => '\u001b[36mINFO\u001b[0m agent: ', '\u001b[0m')],
    ['quoting', wrapped(() => '> ')],
    ['a tab', wrapped(() => '\t')],
    ['the four spaces of a block', wrapped(() => '    ')],
    ['a counter that grows', wrapped((i) => `#${i * 37} out: `)],
    [
      'logfmt',
      text
        .split('\n')
        .map((line) => `time="2024-05-01T10:00:00Z" level=warning msg=${JSON.stringify(line)} subsys=loader`)
        .join('\n'),
    ],
    ['one line of JSON', JSON.stringify({ level: 'error', msg: text, code: -13 })],
    ['Windows line ends', text.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\ufeff${text}`],
    ['zeros behind it', `${text}\0\0\0\0`],
  ])('%s', (_, log) => {
    // only where the message stands is another matter: several lines may have become one
    const place = /x:\d+/g;
    expect(explained(log, 'x').replace(place, '')).toBe(plain.replace(place, ''));
  });

  it.each([
    ['UTF-16, little end first', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-8', Buffer.from(text)],
  ])('%s', (_, bytes) => {
    expect(explained(decodeText(bytes), 'x')).toBe(plain);
  });
});
