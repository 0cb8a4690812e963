import { countLog, LogCount } from './log-count.js';
import { readLines, record } from './rows.js';

/** `node logs.js GOLDEN.jsonl[.gz]…`: how much of recorded logs is understood, and what of each rejection is found again. */

function say(text: string, part: number, of: number): void {
  const share = of === 0 ? '' : `  ${part === of ? '100' : Math.min(99.99, (part * 100) / of).toFixed(2)} %`;
  process.stdout.write(`  ${text.padEnd(58)}${String(part).padStart(8)} of ${String(of).padStart(8)}${share}\n`);
}

const files = process.argv.slice(2);
if (files.length === 0) {
  process.stderr.write('usage: GOLDEN.jsonl[.gz]…\n');
  process.exitCode = 2;
}
for (const file of files) {
  const count = new LogCount();
  for (const line of readLines(file)) {
    const { log } = record(JSON.parse(line));
    if (typeof log === 'string' && log !== '') countLog(count, log);
  }
  process.stdout.write(`${file}: ${count.logs} logs\n`);
  say('lines understood', count.lines - count.unknown, count.lines);
  say('logs that show every instruction that was visited', count.counted, count.whole);
  say('rejections whose message a rule of 6.1 writes', count.rule, count.rejected);
  say('rejections at an instruction, with the whole path to it', count.path, count.reached);
  say('rejections that name a register, with what it held', count.register, count.named);
}
