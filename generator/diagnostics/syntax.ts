import { say } from './template.js';

/** What can be wrong with the text of a spec, before any name means anything. */
export const syntax = {
  expected: { severity: 'error', message: say`expected ${'expected'}, found ${'found'}` },
  'expected-after': { severity: 'error', message: say`expected ${'expected'} after ${'before'}` },
  'unclosed-bracket': {
    severity: 'error',
    message: say`this ${'open'} is never closed`,
    help: say`write ${'close'} where it ends`,
  },
  'stray-bracket': { severity: 'error', message: say`nothing is open that this ${'close'} could close` },
  'unterminated-string': {
    severity: 'error',
    message: say`this text has no closing quote on its line`,
    help: say`end it with " on the same line; a quote inside it is written \\"`,
  },
  'unexpected-character': {
    severity: 'error',
    message: say`${'character'} may only stand in a text or a comment`,
  },
  'bad-escape': {
    severity: 'error',
    message: say`${'escape'} is no escape`,
    help: say`a text knows \\" and \\\\ only: it is one line`,
  },
  'empty-hole': {
    severity: 'error',
    message: say`the hole in this message is empty`,
    help: say`name a value, as in {arg.index}, or write {{ for a brace`,
  },
  'unclosed-hole': { severity: 'error', message: say`this hole has no closing brace`, help: say`write {{ for a brace that is text` },
  'stray-hole-end': { severity: 'error', message: say`this } closes no hole`, help: say`write }} for a brace that is text` },
  'bad-hole': { severity: 'error', message: say`expected ${'expected'} in this hole, found ${'found'}` },
  'chained-comparison': {
    severity: 'error',
    message: say`${'first'} and ${'second'} don't chain`,
    help: say`compare twice, with "and" between, or set parentheses`,
  },
  'number-too-large': { severity: 'error', message: say`${'number'} is too large: numbers are exact below 2^53` },
  'nested-too-deep': { severity: 'error', message: say`this nests too deep to be read` },
  'empty-range': {
    severity: 'error',
    message: say`no kernel is \`since ${'since'}\` and \`until ${'until'}\``,
    help: say`the kernel that \`until\` names no longer has it: it must be a later one`,
  },
  'given-twice': { severity: 'error', message: say`${'what'} is given twice` },
  'stray-doc': {
    severity: 'warning',
    message: say`this /// comment describes nothing`,
    help: say`put it above a declaration or a row, or write // instead`,
  },
} as const;
