import type { LogEvent } from './events.js';
import { analysisHead, ancestorState, isBacktrack, isNote } from './notes.js';
import { PrintedState } from './printed-state.js';
import { readStatistics } from './statistics.js';

const INSN = /^([0-9]{1,9}): \(([0-9a-f]{2})\) ([^;]*)(?:;(.*))?$/;
/** What can't be decoded, and what libbpf puts in place of an instruction that it could not make (libbpf_fixup_log in libbpf.c). */
const BAD_INSN = /^([0-9]{1,9}): (BUG_[a-z0-9_]+|<(?:invalid|missing|unknown) [^>]{1,200}>)$/;
const STATE = /^([0-9]{1,9}):((?: (?:R[0-9]|fp-|frame[0-9]+:|refs=|cb$|async_cb$).*)?)$/;
const PRUNED = /^([0-9]{1,9}): safe$/;
const BRANCH = /^from (-?[0-9]{1,9}) to ([0-9]{1,9})( \(speculative execution\))?:(.*)$/;
const FUNCTION = /^func#([0-9]{1,9}) @([0-9]{1,9})$/;
const FRAME_STATE = /^ (?:frame[0-9]+:|R[0-9]+(?:_[a-zA-Z]+)?=|fp-[0-9]+(?:_[a-zA-Z]+)?=|refs=)/;
const FILE_SUFFIX = /^(.*) @ ([^ @]+):([0-9]{1,9})$/;

/** What one line of a log is; `text` is without whatever stood in front of it. */
export function classify(text: string, line: number): LogEvent {
  switch (text.charCodeAt(0)) {
    case 0x3b:
      return sourceLine(text, line);
    case 0x66:
      if (text.startsWith('from ')) return branch(text, line) ?? other(text, line);
      return functionStart(text, line) ?? other(text, line);
    case 0x20:
      return FRAME_STATE.test(text) ? { kind: 'frame-state', line, state: new PrintedState(text) } : other(text, line);
    default: {
      const first = text.charCodeAt(0);
      return (first >= 0x30 && first <= 0x39 ? numbered(text, line) : undefined) ?? other(text, line);
    }
  }
}

// Lines that begin with the number of an instruction.
function numbered(text: string, line: number): LogEvent | undefined {
  const insn = INSN.exec(text);
  if (insn !== null) {
    const [, index, opcode = '', body = '', state] = insn;
    const printed = state === undefined ? undefined : new PrintedState(state);
    return { kind: 'insn', line, insn: Number(index), opcode: Number.parseInt(opcode, 16), text: body.trimEnd(), state: printed };
  }
  const state = STATE.exec(text);
  if (state !== null) return { kind: 'state', line, insn: Number(state[1]), state: new PrintedState(state[2] ?? '') };
  const pruned = PRUNED.exec(text);
  if (pruned !== null) return { kind: 'pruned', line, insn: Number(pruned[1]), from: undefined };
  const bad = BAD_INSN.exec(text);
  if (bad !== null) return { kind: 'insn', line, insn: Number(bad[1]), opcode: undefined, text: bad[2] ?? '', state: undefined };
  return undefined;
}

function branch(text: string, line: number): LogEvent | undefined {
  const match = BRANCH.exec(text);
  if (match === null) return undefined;
  const [, from, to, speculative, rest = ''] = match;
  if (rest === ' safe') return { kind: 'pruned', line, insn: Number(to), from: Number(from) };
  return {
    kind: 'branch',
    line,
    from: Number(from),
    to: Number(to),
    speculative: speculative !== undefined,
    state: new PrintedState(rest),
  };
}

function sourceLine(text: string, line: number): LogEvent {
  const body = text.slice(text.startsWith('; ') ? 2 : 1);
  const file = body.endsWith('}') ? null : FILE_SUFFIX.exec(body);
  if (file === null) return { kind: 'source', line, text: body, file: undefined, fileLine: undefined };
  return { kind: 'source', line, text: file[1] ?? '', file: file[2], fileLine: Number(file[3]) };
}

function functionStart(text: string, line: number): LogEvent | undefined {
  const match = FUNCTION.exec(text);
  return match === null ? undefined : { kind: 'function', line, number: Number(match[1]), insn: Number(match[2]) };
}

function other(text: string, line: number): LogEvent {
  if (isBacktrack(text)) {
    const state = ancestorState(text);
    return { kind: 'backtrack', line, text, state: state === undefined ? undefined : new PrintedState(state) };
  }
  const frame = frameLine(text, line);
  if (frame !== undefined) return frame;
  const statistics = readStatistics(text);
  if (statistics !== undefined) return { kind: 'statistics', line, text, statistics };
  const heads = analysisHead(text);
  if (heads !== null) return { kind: 'analysis', line, text, heads };
  return { kind: isNote(text) ? 'note' : 'message', line, text };
}

function frameLine(text: string, line: number): LogEvent | undefined {
  if (text === 'caller:' || text === 'callee:')
    return { kind: 'frame', line, what: text === 'caller:' ? 'caller' : 'callee', insn: undefined };
  if (text === 'returning from callee:') return { kind: 'frame', line, what: 'returning', insn: undefined };
  const match = /^to caller at ([0-9]{1,9}):$/.exec(text);
  return match === null ? undefined : { kind: 'frame', line, what: 'to-caller', insn: Number(match[1]) };
}
