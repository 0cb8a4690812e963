/** Arbitrary syntax trees that a text could have: all places are 0. */
import fc from 'fast-check';
import type * as ast from '../../generator/grammar/ast.js';
import { KEYWORDS, RESERVED } from '../../generator/grammar/keywords.js';
import { LEVEL } from '../../generator/grammar/precedence.js';
import { compareVersions } from '../../generator/grammar/versions.js';

const span: ast.Span = { file: '', start: 0, end: 0 };
const at = <T extends object>(value: T): T & { readonly span: ast.Span } => ({ ...value, span });
const named = (text: string): ast.Name => ({ text, span });

/** Keywords make good names wherever they may stand. */
const soft = [...KEYWORDS].filter((word) => !RESERVED.has(word) && word !== 'to' && /^[a-z_]+$/.test(word));
const plainName = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/).filter((text) => !KEYWORDS.has(text));
const name = fc.oneof({ arbitrary: plainName, weight: 4 }, { arbitrary: fc.constantFrom(...soft), weight: 1 }).map(named);
const anyName = fc
  .oneof({ arbitrary: plainName, weight: 4 }, { arbitrary: fc.constantFrom(...KEYWORDS), weight: 1 })
  .filter((text) => /^[A-Za-z_]\w*$/.test(text));
const member = anyName.map(named);
const kebab = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => !RESERVED.has(text));
const errno = fc.stringMatching(/^E[A-Z0-9]{1,8}$/).map(named);
const version = fc.tuple(fc.nat(9), fc.nat(30)).map(([major, minor]) => named(`${major}.${minor}`));
const text = fc.string({ unit: 'grapheme', maxLength: 30 }).map((value) => value.replace(/\n/g, ' '));
/** An object that has a key, or not. */
function maybe<K extends string, T>(key: K, value: fc.Arbitrary<T>): fc.Arbitrary<{ readonly [P in K]?: T }>;
function maybe(key: string, value: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  return fc.option(value, { nil: undefined }).map((own) => (own === undefined ? {} : { [key]: own }));
}

const availability: fc.Arbitrary<ast.Availability> = fc
  .record({ since: version, until: version }, { requiredKeys: [] })
  .filter(({ since, until }) => since === undefined || until === undefined || compareVersions(since.text, until.text) < 0);
const doc: fc.Arbitrary<ast.Doc> = fc.option(
  fc
    .array(
      fc.string({ maxLength: 20 }).map((line) => line.trim()),
      { minLength: 1, maxLength: 3 },
    )
    .map((lines) => lines.join('\n')),
  { nil: undefined, freq: 4 },
);
const common = fc.record({ doc, availability, span: fc.constant(span) });

const constraintName: fc.Arbitrary<ast.ConstraintName> = fc.tuple(name, fc.option(member, { nil: undefined })).map(([base, place]) => {
  const whole = place === undefined ? base.text : `${base.text}@${place.text}`;
  return { text: whole, span, base, ...(place === undefined ? {} : { place }) };
});

const operators = Object.keys(LEVEL).filter((op): op is ast.BinaryOp => op in LEVEL);

function exprOf(withStrings: boolean): fc.Arbitrary<ast.Expr> {
  return fc.letrec<{ expr: ast.Expr }>((tie) => {
    const list = fc.array(tie('expr'), { maxLength: 3 });
    const leaf: fc.Arbitrary<ast.Expr>[] = [
      name.map((own): ast.Expr => at({ kind: 'name', name: own })),
      fc.maxSafeNat().map((value): ast.Expr => at({ kind: 'int', value })),
    ];
    if (withStrings) leaf.push(text.map((value): ast.Expr => at({ kind: 'string', value })));
    return {
      expr: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        fc.oneof(...leaf),
        fc
          .record({ subject: tie('expr'), word: member })
          .chain((own) => maybe('args', list).map((args): ast.Expr => at({ kind: 'word', ...own, ...args }))),
        fc.record({ callee: name, args: list }).map((own): ast.Expr => at({ kind: 'call', ...own })),
        fc.record({ table: constraintName, args: list }).map((own): ast.Expr => at({ kind: 'passes', ...own })),
        tie('expr').map((operand): ast.Expr => at({ kind: 'not', operand })),
        tie('expr').map((operand): ast.Expr => at({ kind: 'negate', operand })),
        fc
          .record({ op: fc.constantFrom(...operators), left: tie('expr'), right: tie('expr') })
          .map((own): ast.Expr => at({ kind: 'binary', ...own })),
        fc.record({ negated: fc.boolean(), value: tie('expr'), list }).map((own): ast.Expr => at({ kind: 'in', ...own })),
      ),
    };
  }).expr;
}

const expr = exprOf(true);
/** A hole is inside a text: no text may be inside it. */
const holeExpr = exprOf(false);

/** Text and holes; two texts never stand side by side. */
const message: fc.Arbitrary<ast.Message> = fc
  .array(
    fc.oneof(
      text.filter((own) => own !== '').map((own): ast.MessageText => at({ kind: 'text', text: own })),
      fc
        .tuple(holeExpr, maybe('format', fc.stringMatching(/^[0-9]{0,2}[a-z]$/).map(named)))
        .map(([own, format]): ast.MessageHole => at({ kind: 'hole', expr: own, ...format })),
    ),
    { maxLength: 5 },
  )
  .map((parts) => at({ parts: parts.filter((part, index) => part.kind === 'hole' || parts[index - 1]?.kind !== 'text') }));

function failureOf(id: fc.Arbitrary<string>): fc.Arbitrary<ast.Failure> {
  return fc.tuple(fc.record({ id: id.map(named), message }), maybe('errno', errno)).map(([own, number]) => at({ ...number, ...own }));
}
const failure = failureOf(kebab);
const flagFailure = failureOf(
  fc.oneof(
    kebab,
    fc.tuple(kebab, kebab).map(([flag, row]) => `${flag}/${row}`),
  ),
);

const simple: fc.Arbitrary<ast.Statement> = fc
  .tuple(
    common,
    fc.oneof(
      fc.record({ kind: fc.constant('require' as const), condition: expr, failure }),
      fc.record({ kind: fc.constant('reject' as const), failure }),
      fc.record({ kind: fc.constant('unmodelled' as const), id: kebab.map(named), reason: message }),
      fc.record({ kind: fc.constant('let' as const), name, value: expr }),
      fc.record({ kind: fc.constant('set' as const), target: expr, value: expr }),
      fc
        .tuple(fc.record({ callee: constraintName, args: fc.array(expr, { maxLength: 3 }) }), maybe('errno', errno))
        .map(([own, number]) => ({ kind: 'do' as const, ...own, ...number })),
      fc.record({ kind: fc.constant('apply' as const), target: expr }),
      fc.record({ kind: fc.constantFrom('done' as const, 'next' as const, 'skip' as const) }),
    ),
  )
  .map(([shared, own]) => ({ ...own, ...shared }));

const unbraced = (statement: ast.Statement): ast.Block => at({ braced: false, statements: [statement] });

const statement: fc.Arbitrary<ast.Statement> = fc.letrec<{ statement: ast.Statement }>((tie) => {
  const braced = fc.array(tie('statement'), { maxLength: 4 }).map((statements): ast.Block => at({ braced: true, statements }));
  const block = fc.oneof(braced, tie('statement').map(unbraced));
  // `else` belongs to the nearest `when`.
  const closed = fc.oneof(braced, simple.map(unbraced));
  return {
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      simple,
      fc
        // biome-ignore lint/suspicious/noThenProperty: the tree's own name for it
        .tuple(common, fc.record({ condition: expr, then: block }))
        .map(([shared, own]): ast.Statement => ({ kind: 'when', ...own, ...shared })),
      fc
        // biome-ignore lint/suspicious/noThenProperty: the tree's own name for it
        .tuple(common, fc.record({ condition: expr, then: closed, otherwise: block }))
        .map(([shared, own]): ast.Statement => ({ kind: 'when', ...own, ...shared })),
      fc
        .tuple(common, fc.record({ variable: name, list: expr, body: block }))
        .map(([shared, own]): ast.Statement => ({ kind: 'each', ...own, ...shared })),
    ),
  };
}).statement;

const params = fc.array(
  fc.tuple(name, maybe('type', name)).map(([own, type]): ast.Param => at({ name: own, ...type })),
  { maxLength: 3 },
);
const patternArg: fc.Arbitrary<ast.PatternArg> = fc
  .tuple(
    fc.oneof(
      fc.nat(4).map((index) => ({ kind: 'arg' as const, index })),
      fc.constantFrom({ kind: 'rest' as const }, { kind: 'one' as const }),
    ),
    maybe('constraint', constraintName),
  )
  .map(([which, constraint]) => at({ which, ...constraint }));
const cType: fc.Arbitrary<ast.CType> = fc
  .tuple(
    fc.record({
      isConst: fc.boolean(),
      name: fc.oneof(plainName, fc.constantFrom('unsigned int', 'long unsigned int', 'char')).map(named),
      stars: fc.nat(3),
    }),
    maybe('tag', fc.constantFrom('struct' as const, 'union' as const, 'enum' as const)),
  )
  .map(([own, tag]) => at({ ...own, ...tag }));
const argType: fc.Arbitrary<ast.ArgType> = fc
  .array(
    fc.tuple(member, maybe('argument', expr)).map(([own, argument]): ast.TypeTerm => at({ name: own, ...argument })),
    { minLength: 1, maxLength: 3 },
  )
  .map((terms) => at({ terms }));
const names = fc.array(name, { maxLength: 3 });
const programs = fc.array(
  fc
    .tuple(plainName, fc.option(plainName, { nil: undefined }))
    .map(([type, attach]) => named(attach === undefined ? type : `${type}/${attach}`)),
  { maxLength: 12 },
);
const property: fc.Arbitrary<ast.Property> = fc
  .record({ key: plainName.map(named), values: fc.array(expr, { maxLength: 12 }), doc, availability })
  .map((own) => at(own));
const subjectOf = maybe('subject', name);

const enumValue = fc
  .tuple(member, maybe('value', fc.maxSafeInteger()), maybe('prints', text))
  .map(([own, value, prints]) => at({ name: own, ...value, ...prints }));

const declaration: fc.Arbitrary<ast.Declaration> = fc
  .tuple(
    common,
    fc.oneof(
      fc.record({ kind: fc.constant('kernel' as const), version }),
      fc.record({ kind: fc.constant('subject' as const), name, single: fc.boolean(), isStatic: fc.boolean(), about: text }),
      fc
        .tuple(
          fc.record({
            kind: fc.constant('word' as const),
            isStatic: fc.boolean(),
            settable: fc.boolean(),
            name,
            params,
            type: name,
            about: text,
          }),
          subjectOf,
        )
        .map(([own, subject]) => ({ ...own, ...subject })),
      fc.record({ kind: fc.constant('mechanism' as const), name, params, about: text }),
      fc
        .tuple(fc.record({ kind: fc.constant('define' as const), name, params, type: name, value: expr }), subjectOf)
        .map(([own, subject]) => ({ ...own, ...subject })),
      fc.record({ kind: fc.constant('enum' as const), name, values: fc.array(enumValue, { maxLength: 6 }) }),
      fc.record({ kind: fc.constant('const' as const), name, value: expr }),
      fc.record({ kind: fc.constant('register_type' as const), name, value: fc.nat(), prints: text }),
      fc.record({ kind: fc.constant('register_flag' as const), name, bit: fc.nat(31), prints: text, suffix: fc.boolean() }),
      fc
        .tuple(
          fc.record({
            kind: fc.constant('flag' as const),
            name,
            pattern: name,
            args: fc.array(patternArg, { maxLength: 3 }),
            result: names,
          }),
          maybe('condition', fc.record({ when: expr, failure: flagFailure })),
        )
        .map(([own, condition]) => ({ ...own, ...condition })),
      fc
        .tuple(
          fc.record({
            kind: fc.constant('table' as const),
            keyword: fc.constantFrom('table' as const, 'constraint' as const),
            name: constraintName,
            params,
            body: fc.array(statement, { maxLength: 6 }).map((statements): ast.Block => at({ braced: true, statements })),
          }),
          maybe('errno', errno),
        )
        .map(([own, number]) => ({ ...own, ...number })),
      fc
        .tuple(
          fc.record({
            kind: fc.constant('kfunc' as const),
            name,
            params: fc.array(fc.record({ name: member, type: cType, span: fc.constant(span) }), { maxLength: 4 }),
            returns: cType,
            flags: names,
            programs,
            allow: fc.array(kebab.map(named), { maxLength: 2 }),
          }),
          maybe('module', kebab.map(named)),
        )
        .map(([own, module]) => ({ ...own, ...module })),
      fc.record({
        kind: fc.constant('helper' as const),
        id: fc.nat(),
        name,
        params: fc.array(fc.record({ name: member, type: argType }), { maxLength: 4 }),
        returns: argType,
        flags: names,
        programs,
      }),
      fc.record({
        kind: fc.constant('block' as const),
        keyword: fc.constantFrom('map' as const, 'program' as const),
        name,
        properties: fc.array(property, { maxLength: 4 }),
      }),
    ),
  )
  .map(([shared, own]) => ({ ...own, ...shared }));

export const file: fc.Arbitrary<ast.SourceFile> = fc
  .array(declaration, { maxLength: 6 })
  .map((declarations) => ({ path: 'generated.kf', text: '', declarations, broken: [] }));
