/**
 * Takes away what stands in front of a log's lines: timestamps, a loader's name, quoting, indentation, colours. Known forms are taken
 * away always; any other is learned from the first line in which an instruction or a statistic is found behind it.
 */
export class PrefixStripper {
  #learned: RegExp | undefined;
  #indent = '';

  strip(raw: string): string {
    if (isLog(raw)) {
      if (UNINDENTED.test(raw)) this.#indent = '';
      return raw;
    }
    const line = raw.includes('\u001b') ? raw.replace(COLOUR, '') : raw;
    const known = stripKnown(line);
    const text = known.trimStart();
    if (isLog(text)) {
      if (UNINDENTED.test(text)) this.#indent = known.slice(0, known.length - text.length);
      // one space alone belongs to a frame's state
      return known.startsWith('  ') || this.#indent !== '' ? text : known;
    }
    const learned = this.#learned?.exec(line)?.[0];
    if (learned !== undefined) return this.#dedent(line.slice(learned.length));
    const at = this.#learned === undefined ? findLog(line) : -1;
    if (at <= 0) return this.#dedent(known);
    this.#learned = new RegExp(`^${shapeOf(line.slice(0, at))}`);
    return line.slice(at);
  }

  #dedent(text: string): string {
    return this.#indent !== '' && text.startsWith(this.#indent) ? text.slice(this.#indent.length) : text;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what a colour begins with
const COLOUR = /\u001b\[[0-9;]{0,20}[A-Za-z]/g;
const KNOWN = [
  // the kernel's own log: `[   12.345678] `, and with `-T`
  /^\[\s*[0-9]{1,9}\.[0-9]{1,9}\] ?/,
  /^\[[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-9][0-9] [0-9:]{8} [0-9]{4}\] ?/,
  // ISO 8601 and its kin
  /^\[?[0-9]{4}[-/][0-9]{2}[-/][0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})?(?:Z|[-+][0-9]{2}:?[0-9]{2})?\]? ?/,
  // syslog and journal: `Nov 22 13:43:01 host name[12]: `, months in any language
  /^\p{Lu}\p{Ll}{2}\.? [ 0-9][0-9] [0-9]{2}:[0-9]{2}:[0-9]{2} [^ :]{1,80} [^ :]{1,80}: /u,
  /^[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]{1,9})? /,
  // quoted in mail, indented by a loader
  /^(?:>|\|) ?/,
  /^\t+/,
];
/** logfmt: `level=warning msg="0: (bf) r6 = r1" subsys=loader`. */
const LOGFMT = /^(?:[a-z]+=(?:"[^"]{0,80}"|[^ "]{1,80}) )*msg="((?:[^"\\]|\\.)*)"(?: |$)/;

// Lines that can be nothing else.
const LINE =
  /^(?:[0-9]{1,9}: (?:\([0-9a-f]{2}\) |R[0-9]|frame[0-9]|safe$)|from -?[0-9]{1,9} to [0-9]{1,9}|processed [0-9]+ insns|func#[0-9]|; |mark_precise: |regs=[0-9a-fr]|last_idx [0-9]|Verification failed: )/;
/** Those of them that no kernel indents: listings of instructions in front of the walk are. */
const UNINDENTED = /^(?:[0-9]{1,9}: (?:R[0-9]|frame[0-9]|safe$)|[fpmVr;])/;
const INSIDE = /(?:[0-9]{1,9}: \([0-9a-f]{2}\) |processed [0-9]{1,9} insns|func#[0-9]{1,9} @[0-9])/;
const LONGEST_PREFIX = 120;

/** Is a line one of those that can be nothing else? */
export function isLog(text: string): boolean {
  return LINE.test(text);
}

function stripKnown(line: string): string {
  let text = line;
  for (let round = 0; round < 4; round++) {
    const before = text;
    for (const pattern of KNOWN) text = text.replace(pattern, '');
    if (text === before) break;
  }
  const quoted = text.includes('msg="') ? LOGFMT.exec(text)?.[1] : undefined;
  return quoted === undefined ? text : unescaped(quoted);
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** A text in which a logger or a debugger wrote line ends as `\n` and quotes as `\"`. */
export function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, c: string) => ESCAPES[c] ?? c);
}

function findLog(line: string): number {
  const at = line.slice(0, LONGEST_PREFIX + 20).search(INSIDE);
  // instructions stand inside of other lines too: comments, listings and the search for precise scalars
  return at > LONGEST_PREFIX || at <= 0 || /before |;|regs=|insn|program: |output: |^\s+$/.test(line.slice(0, at)) ? -1 : at;
}

// A prefix as a pattern: its numbers may become others.
function shapeOf(prefix: string): string {
  return prefix.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replace(/[0-9]+/g, '[0-9]+');
}
