/** Statements laid out in lines of bearable length. */
import { type Block, block, type Code, withElse } from './code.js';

/** Lines up to this long stay one, indentation aside. */
const WIDTH = 110;

/** `if (…) {`, broken between its pieces when it is too long. */
function ifBlock(test: readonly string[], body: readonly Code[]): Block {
  const line = `if (${test.join(' ')}) {`;
  return line.length <= WIDTH ? block(line, body) : { sections: [{ head: ['if (', ...test.map((piece) => `  ${piece}`), ') {'], body }] };
}

/** `if (…) return …;` on one line if that fits. */
export function guard(test: readonly string[], body: readonly Code[]): Code[] {
  const [only, ...more] = body;
  const line = `if (${test.join(' ')}) ${typeof only === 'string' ? only : ''}`;
  return typeof only === 'string' && more.length === 0 && line.length <= WIDTH ? [line] : [ifBlock(test, body)];
}

/** `if`, `if`-`else` or nothing, for branches that may be empty. */
export function branch(test: readonly string[], negated: readonly string[], then: readonly Code[], otherwise: readonly Code[]): Code[] {
  if (then.length === 0) return otherwise.length === 0 ? [] : branch(negated, test, otherwise, []);
  if (otherwise.length > 0) return [withElse(ifBlock(test, then), otherwise)];
  const [only] = then;
  return typeof only === 'string' && /^(return|break) /.test(only) ? guard(test, then) : [ifBlock(test, then)];
}

/** `return f(a, [x, y], z);`, the list broken when it is too long. */
export function returnCall(head: string, list: readonly string[], rest: readonly string[] = []): string[] {
  const end = `]${rest.map((argument) => `, ${argument}`).join('')});`;
  const line = `return ${head}[${list.join(', ')}${end}`;
  return line.length <= WIDTH || list.length === 0 ? [line] : [`return ${head}[`, ...list.map((item) => `  ${item},`), end];
}
