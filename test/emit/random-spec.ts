/** Texts of tables, at random: conditions of known and unknown parts, in every shape that the language has. */
import fc from 'fast-check';

/** The words that random tables are made of. */
const VOCABULARY = `kernel 6.1
subject state single "what is known at run time only"
subject meta single "what is remembered"
static subject call "a kfunc"
static subject arg "one of its parameters"
word state.n0: int "a number"
word state.n1: int "a number"
word state.t0: bool "a truth"
word state.t1: bool "a truth"
word state.t2: bool "a truth"
settable word meta.count: int "a number"
static word call.args: args "its parameters"
static word call.flags: call_flags "its flags"
static word arg.index: int "counted from 0"
static word arg.has_next: bool "is there another"
static word arg.name: str "its name"
mechanism note(what: int) "is seen"
flag RELEASE release(...)
flag ACQUIRE acquire(...)
`;

interface Names {
  /** Numbers and truths in scope. */
  readonly ints: readonly string[];
  readonly bools: readonly string[];
  readonly arg: boolean;
  readonly inner: boolean;
}

const literal = fc.integer({ min: 0, max: 3 }).map(String);

function int(names: Names, depth: number): fc.Arbitrary<string> {
  const leaves = [literal, fc.constantFrom('state.n0', 'state.n1', 'meta.count', ...names.ints)];
  if (names.arg) leaves.push(fc.constant('arg.index'));
  if (depth === 0) return fc.oneof(...leaves);
  const inner = int(names, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...leaves) },
    { weight: 2, arbitrary: fc.tuple(inner, fc.constantFrom('+', '-', '*', '&', '|'), inner).map(([a, op, b]) => `(${a} ${op} ${b})`) },
    { weight: 1, arbitrary: inner.map((a) => `-(${a})`) },
  );
}

function bool(names: Names, depth: number): fc.Arbitrary<string> {
  const leaves = [
    fc.constantFrom(
      'state.t0',
      'state.t1',
      'state.t2',
      'true',
      'false',
      'call.flags has RELEASE',
      'call.flags has ACQUIRE',
      ...names.bools,
    ),
  ];
  if (names.arg)
    leaves.push(fc.constantFrom('arg.has_next', 'arg.name is "b"', 'arg.name in ["a", "c"]', 'arg.index not in [1, state.n0]'));
  if (names.inner) leaves.push(fc.tuple(int(names, 1), fc.constantFrom('arg', 'none')).map(([n]) => `passes inner(${n})`));
  if (names.inner && names.arg) leaves.push(int(names, 1).map((n) => `passes about(arg, ${n})`));
  if (depth === 0) return fc.oneof(...leaves);
  const inner = bool(names, depth - 1);
  const number = int(names, depth - 1);
  return fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...leaves) },
    { weight: 4, arbitrary: fc.tuple(inner, fc.constantFrom('and', 'or'), inner).map(([a, op, b]) => `(${a} ${op} ${b})`) },
    { weight: 1, arbitrary: inner.map((a) => `not (${a})`) },
    {
      weight: 2,
      arbitrary: fc.tuple(number, fc.constantFrom('is', 'is not', '<', '<=', '>', '>='), number).map(([a, op, b]) => `${a} ${op} ${b}`),
    },
    { weight: 1, arbitrary: fc.tuple(inner, fc.constantFrom('is', 'is not'), inner).map(([a, op, b]) => `(${a}) ${op} (${b})`) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(number, fc.constantFrom('in', 'not in'), fc.array(number, { minLength: 1, maxLength: 3 }))
        .map(([a, op, list]) => `${a} ${op} [${list.join(', ')}]`),
    },
  );
}

type Line = (row: () => string) => string;

function statement(names: Names, depth: number, inEach: boolean): fc.Arbitrary<Line> {
  const number = int(names, 1);
  const errno = fc.constantFrom('', 'EACCES ');
  const choices: fc.WeightedArbitrary<Line>[] = [
    {
      weight: 5,
      arbitrary: fc.tuple(bool(names, 2), errno, number).map(
        ([c, e, n]): Line =>
          (row) =>
            `require ${c} else ${e}${row()} "{${n}}"`,
      ),
    },
    {
      weight: 3,
      arbitrary: number.map(
        (n): Line =>
          () =>
            `do note(${n})`,
      ),
    },
    {
      weight: 2,
      arbitrary: number.map(
        (n): Line =>
          () =>
            `set meta.count = ${n}`,
      ),
    },
  ];
  if (names.inner) {
    choices.push({
      weight: 2,
      arbitrary: fc.tuple(number, fc.constantFrom('', ' as EACCES')).map(
        ([n, as]): Line =>
          () =>
            `do inner(${n})${as}`,
      ),
    });
    if (names.arg)
      choices.push({
        weight: 3,
        arbitrary: fc.tuple(number, fc.constantFrom('', ' as EACCES')).map(
          ([n, as]): Line =>
            () =>
              `do about(arg, ${n})${as}`,
        ),
      });
  }
  if (depth > 0) {
    const condition = bool(names, 2);
    const then = body(names, depth - 1, inEach, true);
    choices.push(
      {
        weight: 4,
        arbitrary: fc.tuple(condition, then).map(
          ([c, t]): Line =>
            (row) =>
              `when ${c} { ${t(row)} }`,
        ),
      },
      {
        weight: 3,
        arbitrary: fc.tuple(condition, then, then).map(
          ([c, t, o]): Line =>
            (row) =>
              `when ${c} { ${t(row)} } else { ${o(row)} }`,
        ),
      },
    );
    if (!inEach && !names.arg && names.inner) {
      const each = body({ ...names, arg: true }, depth - 1, true, true);
      choices.push({
        weight: 3,
        arbitrary: each.map(
          (b): Line =>
            (row) =>
              `each arg in call.args { ${b(row)} }`,
        ),
      });
    }
  }
  return fc.oneof(...choices);
}

/** Statements, with a `let` in front at times and an ending at the end at times. */
function body(names: Names, depth: number, inEach: boolean, mayEnd: boolean): fc.Arbitrary<Line> {
  const local = `x${depth}${inEach ? 'e' : ''}`;
  const known = names.ints.includes(local) || names.bools.includes(local);
  const plain = fc.array(statement(names, depth, inEach), { minLength: 1, maxLength: 3 });
  const withInt = fc
    .tuple(int(names, 2), fc.array(statement({ ...names, ints: [...names.ints, local] }, depth, inEach), { minLength: 1, maxLength: 3 }))
    .map(([value, rest]): Line[] => [() => `let ${local} = ${value}`, ...rest]);
  const withBool = fc
    .tuple(bool(names, 2), fc.array(statement({ ...names, bools: [...names.bools, local] }, depth, inEach), { minLength: 1, maxLength: 3 }))
    .map(([value, rest]): Line[] => [() => `let ${local} = ${value}`, ...rest]);
  const endings = ['', '', '', 'done', ...(inEach ? ['next', 'skip', 'skip'] : [])];
  const ending = mayEnd ? fc.constantFrom(...endings) : fc.constant('');
  const rejects = fc.boolean();
  return fc.tuple(known ? plain : fc.oneof(plain, withInt, withBool), ending, rejects).map(
    ([lines, end, reject]): Line =>
      (row) => {
        const texts = lines.map((line) => line(row));
        if (end !== '') texts.push(end);
        else if (mayEnd && reject && texts.length > 2) texts.push(`reject ${row()} "end"`);
        return texts.join('\n');
      },
  );
}

export interface RandomSpec {
  readonly text: string;
  readonly args: readonly string[];
  readonly flags: readonly string[];
}

/** A whole spec with one kfunc, whose `kfunc_call` uses a table of its own kind and one that is written out for each argument. */
export const randomSpec: fc.Arbitrary<RandomSpec> = fc
  .record({
    call: body({ ints: [], bools: [], arg: false, inner: true }, 3, false, false),
    inner: body({ ints: ['n'], bools: [], arg: false, inner: false }, 1, false, true),
    about: body({ ints: ['n'], bools: [], arg: true, inner: false }, 1, false, true),
    args: fc.integer({ min: 0, max: 4 }).map((n) => ['a', 'b', 'c', 'd'].slice(0, n)),
    flags: fc.subarray(['RELEASE', 'ACQUIRE']),
  })
  .map(({ call, inner, about, args, flags }) => {
    let rows = 0;
    const row = (): string => `r${rows++}`;
    const params = args.map((name) => `${name}: int`).join(', ');
    const behind = flags.length === 0 ? '' : ` : ${flags.join(', ')}`;
    const text = [
      VOCABULARY,
      // `call` is known in copies only: the inner table has no flags to ask.
      `table kfunc_call(call) fails EINVAL {\n${call(row)}\n}`,
      `table inner(n: int) fails EINVAL {\n${inner(row).replaceAll(/call\.flags has \w+/g, 'state.t1')}\n}`,
      `table about(arg, n: int) fails EINVAL {\n${about(row).replaceAll(/call\.flags has \w+/g, 'state.t2')}\n}`,
      `kfunc f(${params}) -> void${behind} allow acquire-without-release`,
    ].join('\n');
    return { text, args, flags };
  });
