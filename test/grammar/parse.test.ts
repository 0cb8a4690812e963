import { describe, expect, test } from 'vitest';
import type { Declaration, Expr, Message } from '../../generator/grammar/ast.js';
import { print } from '../../generator/grammar/format.js';
import grammars from '../../generator/grammar/kf.ohm-bundle.js';
import { parse } from '../../generator/grammar/parse.js';
import { specFiles } from './specs.js';

const design = `
kernel 6.1
kernel 6.12

flag KPTR_GET      kptr_get(arg0: map_value@ref_kptr_off, ...)          since 5.19 until 6.4
flag TRUSTED_ARGS  trusted(...: referenced)                             until 7.0
flag RET_NULL      ret_null(...) -> or_null
flag SLEEPABLE     sleepable(...) when program.sleepable
                     else sleepable/program "kernel function {call.name} is sleepable but the program is not"

constraint map_value@ref_kptr_off(reg, arg) {
  require reg.type is map_value            else not-map-value  "arg#{arg.index} expected pointer to map value"
  require reg.var_off is const             else variable       "arg#{arg.index} must have constant offset"
  let field = reg.map.field(reg.offset)
  require field is kptr_ref                else no-kptr        "arg#{arg.index} no referenced kptr at map value offset={reg.offset}"
  require arg.type is pointer to pointer   else not-double     "…"
}

kfunc bpf_kfunc_call_test_kptr_get(pp: prog_test_ref_kfunc **, a: int, b: int) -> prog_test_ref_kfunc *
  : ACQUIRE, RET_NULL, KPTR_GET
  in sched_cls, tracing, lsm, syscall
`;

function declarations(text: string): readonly Declaration[] {
  const { file, diagnostics } = parse('test.kf', text);
  expect(diagnostics).toEqual([]);
  return file.declarations;
}

function only<K extends Declaration['kind']>(kind: K, text: string): Extract<Declaration, { kind: K }> {
  const found = declarations(text).find((declaration): declaration is Extract<Declaration, { kind: K }> => declaration.kind === kind);
  if (found === undefined) throw new Error(`no ${kind}`);
  return found;
}

const value = (text: string): Expr => only('const', `const X = ${text}`).value;

/** An expression with all its parentheses. */
function grouped(expr: Expr): string {
  switch (expr.kind) {
    case 'binary':
      return `(${grouped(expr.left)} ${expr.op} ${grouped(expr.right)})`;
    case 'not':
      return `(not ${grouped(expr.operand)})`;
    case 'negate':
      return `(- ${grouped(expr.operand)})`;
    case 'in':
      return `(${grouped(expr.value)} ${expr.negated ? 'not in' : 'in'} ${expr.list.map(grouped).join(' ')})`;
    case 'word':
      return `${grouped(expr.subject)}.${expr.word.text}${expr.args === undefined ? '' : `(${expr.args.map(grouped).join(' ')})`}`;
    case 'call':
      return `${expr.callee.text}(${expr.args.map(grouped).join(' ')})`;
    case 'passes':
      return `[${expr.table.text} ${expr.args.map(grouped).join(' ')}]`;
    case 'name':
      return expr.name.text;
    default:
      return JSON.stringify(expr.value);
  }
}

describe('the design', () => {
  test('its example parses as written', () => {
    expect(declarations(design).map(({ kind }) => kind)).toEqual(['kernel', 'kernel', 'flag', 'flag', 'flag', 'flag', 'table', 'kfunc']);
  });

  test('kptr_get(arg0: map_value@ref_kptr_off, ...)', () => {
    const flag = only('flag', design);
    expect([flag.name.text, flag.pattern.text, flag.availability.since?.text, flag.availability.until?.text]).toEqual([
      'KPTR_GET',
      'kptr_get',
      '5.19',
      '6.4',
    ]);
    expect(flag.args.map(({ which, constraint }) => [which, constraint?.base.text, constraint?.place?.text])).toEqual([
      [{ kind: 'arg', index: 0 }, 'map_value', 'ref_kptr_off'],
      [{ kind: 'rest' }, undefined, undefined],
    ]);
  });

  test('pointer to pointer is one name', () => {
    expect(grouped(value('arg.type is not pointer to pointer'))).toBe('(arg.type is not pointer_to_pointer)');
  });
});

describe('expressions group', () => {
  test.each([
    ['a or b and c or d', '((a or (b and c)) or d)'],
    ['not a is b and c', '((not (a is b)) and c)'],
    ['a is not b', '(a is not b)'],
    ['a is notable', '(a is notable)'],
    ['a is (not b)', '(a is (not b))'],
    ['reg.type is map_value|maybe_null', '(reg.type is (map_value | maybe_null))'],
    ['x & 1 is 0', '((x & 1) is 0)'],
    ['1 + 2 * 3 - 4', '((1 + (2 * 3)) - 4)'],
    ['a - b - c', '((a - b) - c)'],
    ['a - (b - c)', '(a - (b - c))'],
    ['-a * -3', '((- a) * (- 3))'],
    ['1 << 2 + 3 | 4 & 5', '((1 << (2 + 3)) | (4 & 5))'],
    ['a in [b, c|d] and e not in []', '((a in b (c | d)) and (e not in ))'],
    ['call.flags has RELEASE', '(call.flags has RELEASE)'],
    ['a.b.c(1, d.e).f', 'a.b.c(1 d.e).f'],
    ['passes map_value@ref_kptr_off(reg, arg) or min(a, b) < 0x10', '([map_value@ref_kptr_off reg arg] or (min(a b) < 16))'],
    ['a.in.not(is.is)', 'a.in.not(is.is)'],
    ['"lsm" is program.type', '("lsm" is program.type)'],
  ])('%s', (text, expected) => {
    if (text.includes('is.is')) expect(parse('t', `const X = ${text}`).diagnostics).not.toEqual([]);
    else expect(grouped(value(text))).toBe(expected);
  });
});

describe('messages', () => {
  const messageOf = (text: string): { message: Message; source: string } => {
    const source = `table t() { reject a ${text} }`;
    const [row] = only('table', source).body.statements;
    if (row?.kind !== 'reject') throw new Error('no row');
    return { message: row.failure.message, source };
  };

  test('text and holes, each with its place', () => {
    const { message, source } = messageOf(String.raw`"R{reg.number} \"{{x}}\" off={ reg.off + off:02x }\\"`);
    const parts = message.parts.map((part) => (part.kind === 'text' ? part.text : [grouped(part.expr), part.format?.text]));
    expect(parts).toEqual(['R', ['reg.number', undefined], ' "{x}" off=', ['(reg.off + off)', '02x'], '\\']);
    expect(message.parts.map(({ span }) => source.slice(span.start, span.end))).toEqual([
      'R',
      '{reg.number}',
      String.raw` \"{{x}}\" off=`,
      '{ reg.off + off:02x }',
      '\\\\',
    ]);
    const holes = message.parts.flatMap((part) => (part.kind === 'hole' ? source.slice(part.expr.span.start, part.expr.span.end) : []));
    expect(holes).toEqual(['reg.number', 'reg.off + off']);
  });

  test('an empty message has no parts', () => {
    expect(messageOf('""').message.parts).toEqual([]);
  });
});

describe('the grammar', () => {
  test.each(specFiles)('reads %s as it stands, not only squeezed', (_, text) => {
    expect(grammars.KF.match(text).succeeded()).toBe(true);
  });
});

describe('docs', () => {
  test('belong to what follows them, also above else', () => {
    const table = only(
      'table',
      `// not a doc
      /// the table's
      /// doc
      // between
      table t(reg) since 6.1 {
        /// the row's
        when a do b()
        /// of the row behind else
        else require c else d "e" since 6.2 until 6.3
      }`,
    );
    expect(table.doc).toBe("the table's\ndoc");
    expect(table.availability.since?.text).toBe('6.1');
    const [when] = table.body.statements;
    expect(when?.doc).toBe("the row's");
    const other = when?.kind === 'when' ? when.otherwise?.statements[0] : undefined;
    expect([other?.doc, other?.availability.since?.text, other?.availability.until?.text]).toEqual([
      'of the row behind else',
      '6.2',
      '6.3',
    ]);
  });
});

describe('places', () => {
  test.each(specFiles)('%s: every declaration and row stands where its span says', (path, text) => {
    for (const declaration of declarations(text)) {
      const written = text.slice(declaration.span.start, declaration.span.end);
      expect(written).toBe(written.trim());
      expect(written).toContain(declaration.kind === 'kernel' ? declaration.version.text : declaration.name.text);
      if (declaration.kind !== 'table') continue;
      for (const row of declaration.body.statements) {
        expect(text.slice(row.span.start, row.span.end)).toMatch(new RegExp(`^${row.kind}\\b[^]*[^\\s]$|^${row.kind}$`));
      }
    }
    expect(print(parse(path, text).file)).not.toBe('');
  });
});
