import type { Random } from '../random.js';

const MOST_CHANGES = 4;
const MOST_LINES = 40;
const LONG_LINE = 40_000;
const LONGEST_TEXT = 256 * 1024;

/** What a reader of logs has to tell apart, and numbers at their ends. */
const PIECES = [
  ...[
    '; ',
    '; R1_w=',
    '  @ a.c:12',
    'from 3 to 5: ',
    'from 3 to 5 (speculative execution): ',
    'frame1: ',
    ' frame4294967296: ',
    'func#1 @8',
  ],
  ...['R1_w=scalar(', 'R10=fp0', 'R11=1', 'fp-8=', 'fp-0=mmmmmmmm', 'fp-4096_w=????', 'refs=1,2,', ' cb', ' async_cb', 'inv(id=0', 'P'],
  ...[
    'map_value(off=0,ks=4,vs=8,imm=0)',
    'map_value(map=m,ks=4,vs=8)',
    'var_off=(0x0; 0xff)',
    'smin=smin32=',
    'umax=0x',
    ')))',
    '((((',
    '=',
    ',',
  ],
  ...[
    'last_idx 3 first_idx 0',
    'regs=1 stack=0 before 2: (bf) r1 = r0',
    'mark_precise: frame0: ',
    "parent didn't have regs=2 stack=0 marks",
  ],
  ...['propagating r6', '3: safe', '12: (85) call pc+4', '4: (95) exit', 'returning from callee:', 'to caller at 4:', 'caller:', 'callee:'],
  ...['processed 3 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0', 'verification time 5 usec'],
  ...[
    'stack depth 0+8',
    'Live regs before insn:',
    'Verification failed',
    '-- BEGIN PROG LOAD LOG --',
    '-- END PROG LOAD LOG --',
    "libbpf: prog 'x': ",
  ],
  ...[
    'load program: permission denied: ',
    ' (12 line(s) omitted)',
    '[   12.345678] ',
    '\u001b[31m',
    '\\n',
    '\\u0000',
    '"log":"',
    '::',
    '\u2028',
    '🐝',
  ],
  ...[
    '0',
    '-1',
    '1000000',
    '4294967295',
    '18446744073709551615',
    '18446744073709551616',
    '-9223372036854775809',
    '1e9',
    '0x',
    '99999999999999999999',
  ],
];

/** Something like a log: one to four things changed, in lines, in letters, in the last place in bytes. `other` gives a further log. */
export function mutated(from: string, other: () => string, random: Random): Uint8Array {
  let text = from;
  for (let changes = random.chance(0.5) ? 1 : 1 + random.below(MOST_CHANGES); changes > 0; changes--) {
    text = random.chance(0.5) ? inLines(text, other, random) : inLetters(text, random);
    if (text.length > LONGEST_TEXT) text = text.slice(0, LONGEST_TEXT);
  }
  return inBytes(text, random);
}

function inLines(text: string, other: () => string, random: Random): string {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const some = 1 + random.below(Math.min(MOST_LINES, lines.length - at));
  switch (random.below(13)) {
    case 0:
      return lines.slice(at).join('\n');
    case 1:
      return lines.slice(0, at).join('\n');
    case 2:
      lines.splice(at, some);
      break;
    case 3:
      lines.splice(at, 0, ...lines.slice(at, at + some));
      break;
    case 4: {
      const to = random.below(lines.length);
      [lines[at], lines[to]] = [lines[to] ?? '', lines[at] ?? ''];
      break;
    }
    case 5: {
      const moved = lines.splice(at, some);
      lines.splice(random.below(lines.length + 1), 0, ...moved);
      break;
    }
    case 6: {
      const theirs = other().split('\n');
      const start = random.below(theirs.length);
      lines.splice(at, random.below(some + 1), ...theirs.slice(start, start + 1 + random.below(MOST_LINES)));
      break;
    }
    case 7:
      return `${text}${random.chance(0.5) ? '\n' : ''}${other()}`;
    case 8: {
      const prefix = random.pick([
        '[   12.345678] ',
        '2024-01-02T03:04:05Z ',
        'Jan  2 03:04:05 host app[12]: ',
        '\t',
        '> ',
        '12: ',
        random.pick(PIECES),
      ]);
      return lines.map((line) => prefix + line).join('\n');
    }
    case 9:
      lines[at] = (lines[at] ?? '').repeat(1 + random.below(1 + Math.floor(LONG_LINE / ((lines[at] ?? '').length + 1))));
      break;
    case 10:
      lines[at] = `${lines[at] ?? ''}${lines[at + 1] ?? ''}`;
      lines.splice(at + 1, 1);
      break;
    case 11:
      lines.splice(at, 0, random.pick(PIECES));
      break;
    default:
      lines.reverse();
  }
  return lines.join('\n');
}

function inLetters(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const length = random.below(Math.min(80, text.length - at) + 1);
  const [front, piece, back] = [text.slice(0, at), text.slice(at, at + length), text.slice(at + length)];
  switch (random.below(10)) {
    case 0:
      return front;
    case 1:
      return piece + back;
    case 2:
      return front + back;
    case 3:
      return front + random.pick(PIECES) + piece + back;
    case 4:
      return front + random.pick(PIECES) + back;
    case 5:
      // one number of the text becomes another
      return front + (piece + back).replace(/\d+/, random.pick(['0', '11', '255', '1000001', '4294967296', '9'.repeat(40)]));
    case 6:
      return (
        front +
        random.pick([' ', ':', '(', ')', ',', ';', '=', '\0', '\r', '\n', '\t', '\x7f']).repeat(1 + random.below(2000)) +
        piece +
        back
      );
    case 7:
      return text.replaceAll('\n', random.pick(['\r\n', '\n\n', '\\n', ' ', '\r', '\u2028']));
    case 8: {
      const json = JSON.stringify({ msg: text });
      return random.chance(0.5) ? json : json.slice(1, json.length - random.below(20));
    }
    default:
      return front + piece.split('').reverse().join('') + back;
  }
}

function inBytes(text: string, random: Random): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  switch (random.below(12)) {
    case 0: {
      // UTF-16, with a mark in front or without
      const wide = Buffer.from(`${random.chance(0.5) ? '\ufeff' : ''}${text}`, 'utf16le');
      if (random.chance(0.5)) return wide;
      return wide.swap16();
    }
    case 1:
      return bytes.subarray(random.below(bytes.length + 1));
    case 2:
    case 3:
      for (let flips = 1 + random.below(30); flips > 0 && bytes.length > 0; flips--) {
        const at = random.below(bytes.length);
        bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      }
      return bytes;
    case 4: {
      const at = random.below(bytes.length + 1);
      bytes.fill(random.below(256), at, at + random.below(200));
      return bytes;
    }
    default:
      return bytes;
  }
}
