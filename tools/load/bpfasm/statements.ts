import { quote } from '../result.js';
import type { Cursor } from './cursor.js';
import type { Token } from './lexer.js';
import { registerOf } from './operands.js';
import { parseAttach, parseFlags, parseFunction, parseKsym, parseMap } from './parse-header.js';
import { parseInsn } from './parse-insn.js';
import type { ProgramBuilder } from './program-builder.js';
import type { SharedHeader } from './shared-header.js';

/** One statement of the header, a label or an instruction; `builder` is missing in front of the first `program` line. */
export function applyStatement(c: Cursor, builder: ProgramBuilder | undefined, shared: SharedHeader): void {
  const first = c.peek();
  if (first === undefined || applyToHeader(c, first, builder ?? shared, shared)) return;
  if (builder === undefined) {
    c.failAt(first, "the first line must be 'program' with a type, such as 'program sched_cls'");
    return;
  }
  const behind = applyLabels(c, first, builder);
  if (behind === undefined || c.error !== undefined || applyToProgram(c, behind, builder)) return;
  const slot = parseInsn(c);
  c.finish();
  if (c.error === undefined) builder.push(c, slot, behind.line);
}

/** Statements that may stand in front of all programs too; false when it is none of them. */
function applyToHeader(c: Cursor, first: Token, header: ProgramBuilder | SharedHeader, shared: SharedHeader): boolean {
  if (first.kind !== 'word' || c.is(':', 1)) return false;
  switch (first.text) {
    case 'license':
      c.next();
      header.license = c.text('a license');
      break;
    case 'attach':
      c.next();
      header.attach = parseAttach(c);
      break;
    case 'flags':
      c.next();
      header.flags = parseFlags(c);
      break;
    case 'map': {
      c.next();
      const map = parseMap(c);
      if (map === undefined) break;
      const isKnown = header.maps.has(map.id.text) || shared.maps.has(map.id.text);
      if (isKnown) c.failAt(map.id, `map ${quote(map.id.text)} is there already`);
      header.maps.set(map.id.text, map);
      break;
    }
    case 'ksym': {
      c.next();
      const ksym = parseKsym(c);
      if (ksym === undefined) break;
      const isKnown = header.ksyms.has(ksym.name.text) || shared.ksyms.has(ksym.name.text);
      if (isKnown) c.failAt(ksym.name, `ksym ${quote(ksym.name.text)} is there already`);
      header.ksyms.set(ksym.name.text, ksym);
      break;
    }
    default:
      return false;
  }
  c.finish();
  return true;
}

/** Takes the labels in front; gives the token behind them, undefined when there is none. */
function applyLabels(c: Cursor, first: Token, builder: ProgramBuilder): Token | undefined {
  let token: Token | undefined = first;
  while (token?.kind === 'word' && c.is(':', 1)) {
    c.next();
    c.next();
    if (registerOf(token.text) !== undefined || token.text === 'pc') c.failAt(token, `${quote(token.text)} can't be a label`);
    builder.label(c, token);
    token = c.peek();
  }
  return token;
}

/** Statements about one program; false when it is none of them. */
function applyToProgram(c: Cursor, first: Token, builder: ProgramBuilder): boolean {
  if (first.kind !== 'word') return false;
  switch (first.text) {
    case 'name':
      c.next();
      builder.name = c.text('a name');
      break;
    case 'kfunc':
      c.next();
      builder.kfunc(c.take('-') ? null : c.word('the name of a kfunc, or -'));
      break;
    case 'func': {
      c.next();
      const statement = parseFunction(c);
      if (statement !== undefined && c.error === undefined) builder.func(c, statement);
      break;
    }
    default:
      return false;
  }
  c.finish();
  return true;
}
