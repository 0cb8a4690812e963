/** What an input is, by its first bytes; file names play no part. */
export type InputKind = 'elf' | 'json' | 'jsonl' | 'bpfasm' | 'log' | 'gzip' | 'binary' | 'empty' | 'unknown';

/** How much of an input it takes to tell: callers that stream need not read more before they ask. */
export const DETECT_BYTES = 64 * 1024;

const ELF = [0x7f, 0x45, 0x4c, 0x46];
const GZIP = [0x1f, 0x8b];

/** @param bytes the input or at least its first `DETECT_BYTES` */
export function detectKind(bytes: Uint8Array): InputKind {
  if (startsWith(bytes, ELF)) return 'elf';
  if (startsWith(bytes, GZIP)) return 'gzip';
  const head = bytes.subarray(0, DETECT_BYTES);
  if (head.includes(0)) return 'binary';
  const text = new TextDecoder().decode(head);
  // what was cut off in the middle of a character gives one replacement, garbage gives many
  if ((text.match(/\uFFFD/g)?.length ?? 0) > 1 + text.length / 100) return 'binary';
  return detectTextKind(text, bytes.length <= DETECT_BYTES);
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

/** @param isWhole is `text` all there is, or only the beginning? */
export function detectTextKind(text: string, isWhole = true): InputKind {
  const begin = text.trimStart();
  if (begin === '') return 'empty';
  if (begin.startsWith('{') || begin.startsWith('[')) return jsonKind(begin, isWhole);
  return lineKind(text);
}

// One object on the first line and something behind it: a list of lines.
function jsonKind(begin: string, isWhole: boolean): InputKind {
  const end = begin.indexOf('\n');
  if (end < 0) return 'json';
  const first = begin.slice(0, end);
  if (!isJson(first)) return 'json';
  return isWhole && begin.slice(end).trim() === '' ? 'json' : 'jsonl';
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const PROGRAM_LINE = /^\s*program\s+["\w]/;
const ASSEMBLY =
  /^\s*(?:(?:map|license|name|attach|flags|kfunc|func)\s+["\w]|[rw][0-9]{1,2}\s*[-+*/%&|^<>s]{0,3}=|\*\s*\(|call\s|if\s+[rw][0-9]|goto\s|exit\b|lock\s|[A-Za-z_]\w*:\s*$)/;
// States and statistics, which no assembly has; an instruction alone may have been pasted into one.
const LOG =
  /(?:^|\s)(?:func#[0-9]+ @[0-9]|processed [0-9]+ insns|from [0-9]+ to [0-9]+(?: \(speculative execution\))?:|[0-9]+: (?:frame[0-9]+: )?R[0-9]+(?:_\w+)?=|; (?:frame[0-9]+: )?(?:R[0-9]+|fp-[0-9]+)(?:_\w+)?=|-- (?:BEGIN|END) PROG LOAD LOG)/;
const LOG_INSTRUCTION = /(?:^|\s)[0-9]+: \([0-9a-f]{2}\) /;
const LINES_TO_LOOK_AT = 2000;

function lineKind(text: string): InputKind {
  let instruction = false;
  let assembly = false;
  let seen = 0;
  for (const line of text.split('\n', LINES_TO_LOOK_AT)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('//')) continue;
    if (PROGRAM_LINE.test(line)) return 'bpfasm';
    if (LOG.test(line.slice(0, 400))) return 'log';
    instruction ||= LOG_INSTRUCTION.test(line.slice(0, 400));
    assembly ||= ASSEMBLY.test(line.slice(0, 400));
    seen++;
  }
  if (instruction) return 'log';
  return assembly && seen > 0 ? 'bpfasm' : 'unknown';
}
