/**
 * Takes away what stands in front of a log's lines: timestamps, a loader's name, quoting. Known forms are taken away always;
 * any other is learned from the first line in which an instruction or a statistic is found behind it.
 */
export class PrefixStripper {
  #learned: { readonly shape: string; readonly length: number } | undefined;

  strip(line: string): string {
    const known = stripKnown(line);
    if (looksLikeLog(known)) return known;
    const learned = this.#learned;
    if (learned !== undefined && line.length >= learned.length && shapeOf(line.slice(0, learned.length)) === learned.shape) {
      return line.slice(learned.length);
    }
    const at = learned === undefined ? findLog(line) : -1;
    if (at <= 0) return known;
    this.#learned = { shape: shapeOf(line.slice(0, at)), length: at };
    return line.slice(at);
  }
}

const KNOWN = [
  // the kernel's own log: `[   12.345678] `
  /^\[\s*[0-9]{1,9}\.[0-9]{1,9}\] ?/,
  // ISO 8601 and its kin
  /^[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?(?:Z|[-+][0-9]{2}:?[0-9]{2})? ?/,
  // syslog: `Nov 22 13:43:01 host name[12]: `
  /^[A-Z][a-z]{2} [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [^ :]{1,80} [^ :]{1,80}: /,
  /^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})? /,
  // quoted in mail, indented by a loader
  /^(?:>|\|) ?/,
  /^\t+/,
];
const LINE =
  /^(?:[0-9]{1,9}: (?:\([0-9a-f]{2}\) |R[0-9]|frame[0-9]|safe$)|from [0-9]{1,9} to [0-9]{1,9}|processed [0-9]+ insns|func#[0-9]|; )/;
const INSIDE = /(?:[0-9]{1,9}: \([0-9a-f]{2}\) |processed [0-9]{1,9} insns|func#[0-9]{1,9} @[0-9])/;
const LONGEST_PREFIX = 120;

function stripKnown(line: string): string {
  let text = line;
  for (let round = 0; round < 4; round++) {
    const before = text;
    for (const pattern of KNOWN) text = text.replace(pattern, '');
    if (text === before) break;
  }
  // four spaces of a code block; one space alone belongs to a frame's state
  const spaces = /^ {2,}/.exec(text)?.[0].length ?? 0;
  return spaces > 0 ? text.slice(looksLikeLog(text.slice(spaces)) ? spaces : 0) : text;
}

function looksLikeLog(text: string): boolean {
  return LINE.test(text);
}

function findLog(line: string): number {
  const at = line.slice(0, LONGEST_PREFIX + 20).search(INSIDE);
  // instructions stand inside of other lines too: comments and the search for precise scalars
  return at > LONGEST_PREFIX || at <= 0 || /before |;|regs=|insn/.test(line.slice(0, at)) ? -1 : at;
}

function shapeOf(prefix: string): string {
  return prefix.replace(/[0-9]/g, '0');
}
