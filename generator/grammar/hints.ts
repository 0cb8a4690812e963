import { nearest } from '../diagnostics/nearest.js';
import { DECLARATIONS, STATEMENTS } from './keywords.js';

/** Words and signs of other languages, and what they are called here. */
const HERE: Readonly<Record<string, string>> = {
  '==': 'values are compared with "is": `reg.type is map_value`',
  '=': 'values are compared with "is"; "=" stands in `let` and `set` only',
  '!=': 'write "is not"',
  '!': 'write "not"',
  '&&': 'write "and"',
  '||': 'write "or"',
  '?': 'a choice is two rows under `when`',
  ';': 'rows end without a sign: leave it out',
  if: 'write `when`',
  assert: 'write `require`',
  return: 'write `done` to pass, `reject` to fail',
  continue: 'write `next`',
  for: 'write `each arg in call.args`',
  var: 'write `let`',
  function: 'write `table`',
  fail: 'write `reject`',
  call: 'write `do` before the name of a table or mechanism',
};

/** What to write instead of a token that can't stand where it is. `expected` are the grammar's descriptions. */
export function hint(found: string | undefined, expected: readonly string[], before: string | undefined): string | undefined {
  if (found === undefined) return undefined;
  const wantsRow = expected.includes("the row's name");
  if (wantsRow && found.startsWith('"')) return 'a row has a name before its message: `else not-map-value "…"`';
  if (wantsRow && /^\w+$/.test(found)) {
    const kebab = found.toLowerCase().replaceAll('_', '-').replace(/^-+/, '');
    return `a row's name has small letters, digits and hyphens: \`${kebab}\``;
  }
  if (found === 'since') return 'write `since` before `until`';
  if (expected.includes('`else`') && nearest(found, ['else']) !== undefined) return 'did you mean `else`?';
  if (expected.includes('a statement') || expected.includes('a declaration')) {
    const words = [...(expected.includes('a statement') ? STATEMENTS : []), ...(expected.includes('a declaration') ? DECLARATIONS : [])];
    if (before === 'static' || before === 'settable') return '`static` and `settable` stand before `subject` or `word`';
    const similar = /^[A-Za-z_]\w*$/.test(found) && !words.includes(found) ? nearest(found, words) : undefined;
    if (similar !== undefined) return `did you mean \`${similar}\`?`;
    return Object.hasOwn(HERE, found) ? HERE[found] : undefined;
  }
  if (/^[-<>]?[a-z]/.test(found)) return undefined;
  if (before === '=' && found === '=') return HERE['=='];
  return Object.hasOwn(HERE, found) && expected.some((phrase) => phrase === 'an operator' || phrase === 'a value')
    ? HERE[found]
    : undefined;
}
