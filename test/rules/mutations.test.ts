import { describe, expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { mutationsOf } from '../../tools/rules/mutations.js';

/** The mutations that mutate:spec makes of a spec, and which of them it knows that no program can show. */
const mutationsIn = (text: string) => mutationsOf([parse('spec.kf', text).file]);
const swaps = (rows: string) =>
  mutationsIn(`
    subject map single "a map"
    enum kind { plain, other }
    const FIRST = 1
    const SECOND = 2
    define map.is_plain: bool = map.kind is plain
    table t(map) fails EINVAL {
      ${rows}
    }`).mutations.filter(({ kind }) => kind === 'swap');

describe('mutations', () => {
  test('of a row: dropped, turned round, each of its numbers', () => {
    const { mutations } = mutationsIn('table t(reg) fails EINVAL {\n  require reg.off >= 8 and reg.off < 16 else row "no"\n}\n');
    expect(mutations.map(({ kind, line, what, text }) => `${line} ${kind} ${what}: ${text.split('\n')[1]?.trim()}`)).toEqual([
      '2 drop t/row: when 1 is 2 done',
      '2 turn round t/row: require not (reg.off >= 8 and reg.off < 16) else row "no"',
      '2 number t/row: 8 to 9: require reg.off >= 9 and reg.off < 16 else row "no"',
      '2 number t/row: 8 to 7: require reg.off >= 7 and reg.off < 16 else row "no"',
      '2 number t/row: 16 to 17: require reg.off >= 8 and reg.off < 17 else row "no"',
      '2 number t/row: 16 to 15: require reg.off >= 8 and reg.off < 15 else row "no"',
    ]);
  });

  const changes = (text: string) =>
    mutationsIn(text).mutations.map(({ kind, what, change, text: changed }) => {
      const start = change?.span.start ?? 0;
      return `${kind} ${what}: ${changed.slice(start, start + (change?.by.length ?? 0))}`;
    });

  test('of a constant: one more, and one less', () => {
    expect(changes('const LIMIT = 0x10\nconst NONE = -2\n')).toEqual([
      'number LIMIT: 16 to 17: 17',
      'number LIMIT: 16 to 15: 15',
      'number NONE: 2 to 3: 3',
      'number NONE: 2 to 1: 1',
    ]);
  });

  test('of `when`: its condition turned round and made to hold always and never, its numbers, and those within', () => {
    const when = 'when reg.kind is 4 and reg.off <= 8 do note(reg, 1, true) else { set meta.size = 2\ndone }';
    expect(changes(`table t(reg) {\n${when}\n}`)).toEqual([
      'turn round t: when reg.kind is 4 and reg.off <= 8: not (reg.kind is 4 and reg.off <= 8)',
      'number t: when reg.kind is 4 and reg.off <= 8: 4 to 5: 5',
      'number t: when reg.kind is 4 and reg.off <= 8: 8 to 9: 9',
      'number t: when reg.kind is 4 and reg.off <= 8: 8 to 7: 7',
      'always t: when reg.kind is 4 and reg.off <= 8: 1 is 1',
      'never t: when reg.kind is 4 and reg.off <= 8: 1 is 2',
      'number t: do note(reg, 1, true): 1 to 2: 2',
      'turn round t: do note(reg, 1, true): true to false: false',
      'number t: set meta.size = 2: 2 to 3: 3',
    ]);
  });

  test('of `let` and of a define: numbers, and a condition turned round', () => {
    const lets = 'let a = reg.off + 1\nlet b = reg.off > 1 or passes u(2)';
    expect(changes(`table t(reg) {\n${lets}\n}\ndefine f(n: int): bool = n in [3]\n`)).toEqual([
      'number t: let a = reg.off + 1: 1 to 2: 2',
      'turn round t: let b = reg.off > 1 or passes u(2): not (reg.off > 1 or passes u(2))',
      'number t: let b = reg.off > 1 or passes u(2): 1 to 2: 2',
      'number t: let b = reg.off > 1 or passes u(2): 1 to 0: 0',
      'number t: let b = reg.off > 1 or passes u(2): 2 to 3: 3',
      'turn round f: not (n in [3])',
      'number f: 3 to 4: 4',
    ]);
  });

  test('a reason that no program shows one of them, and reasons for what is none of them', () => {
    const { mutations, needless } = mutationsIn(`
      /// unseen: 8 to 7, since it is even.
      /// unseen: 7 to 8, since it is odd.
      const LIMIT = 8
      table t(reg) {
        /// unseen: always, by nature.
        /// unseen: drop, by nature.
        when reg.a do note(reg)
      }`);
    expect(mutations.flatMap(({ kind, what, unseen }) => (unseen === undefined ? [] : [[kind, what, unseen]]))).toEqual([
      ['number', 'LIMIT: 8 to 7', { by: 'spec', reason: 'since it is even.' }],
      ['always', 't: when reg.a', { by: 'spec', reason: 'by nature.' }],
    ]);
    expect(needless).toEqual(['spec.kf: LIMIT: 7 to 8: since it is odd.', 'spec.kf: t: when reg.a: drop: by nature.']);
  });

  test('of a row that no program can fail: none, and its neighbours are swapped across it', () => {
    const rows = 'require map.a else a "a"\n/// unreachable: by nature.\nrequire map.b else b "b"\nrequire map.c else c "c"';
    expect(swaps(rows).map(({ what, text }) => [what, text.indexOf('map.c') < text.indexOf('map.b')])).toEqual([['t/a with c', true]]);
    expect(mutationsIn(`table t(map) fails EINVAL {\n${rows}\n}`).mutations.filter(({ what }) => what.includes('t/b'))).toEqual([]);
  });

  test('of a row that another one stands in for: its drop is known to show nowhere', () => {
    const dropped = (behind: string) =>
      mutationsIn(`
        enum outcome { good, bad, worse }
        table t(map) fails EINVAL {
          require map.outcome is not bad else first "no"
          ${behind}
          require map.outcome is good else last "no"
        }`).mutations.find(({ kind, what }) => kind === 'drop' && what === 't/first')?.unseen;
    const known = { by: 'proof', reason: 'last says the same' };
    expect([
      dropped(''),
      dropped('require map.outcome is not worse else second "no"'),
      dropped('require map.a else second "other"'),
      dropped('do note(map)'),
    ]).toEqual([known, known, undefined, undefined]);
  });

  test('of a kfunc: each of its flags', () => {
    const { mutations, needless } = mutationsIn(`
      /// unreachable: whoever loads programs has every capability.
      flag DESTRUCTIVE destructive(...) since 6.1
      flag ACQUIRE acquire(...) -> referenced
      flag RET_NULL ret_null(...) -> or_null
      /// unseen: RET_NULL, since every call is refused.
      /// unseen: RELEASE, which it has not.
      kfunc f() -> void : ACQUIRE, RET_NULL, DESTRUCTIVE in xdp`);
    expect(mutations.map(({ kind, what, text, unseen }) => [kind, what, text.slice(text.lastIndexOf(':') + 2), unseen?.reason])).toEqual([
      ['flag', 'f ACQUIRE', 'RET_NULL, DESTRUCTIVE in xdp', undefined],
      ['flag', 'f RET_NULL', 'ACQUIRE, DESTRUCTIVE in xdp', 'since every call is refused.'],
      ['flag', 'f DESTRUCTIVE', 'ACQUIRE, RET_NULL  in xdp', 'whoever loads programs has every capability.'],
    ]);
    expect(needless).toEqual(['spec.kf: f: RELEASE']);
  });
});

describe('two rows in the other order', () => {
  test.each([
    ['other constants of one number', 'map.n is not FIRST', 'map.n is not SECOND'],
    ['other values of an enumeration', 'map.kind is not plain', 'map.kind is not other'],
    ['other texts', 'map.type is not "hash"', 'map.type not in ["array", "queue"]'],
    ['a condition and its contrary', 'map.a', 'not map.a'],
    ['a define and what it stands for', 'not map.is_plain', 'map.kind is not other'],
    ['ranges that have nothing in common', 'map.n >= 4', 'map.n < 8'],
    ['a value outside of a range', 'map.n is not 4', 'map.n < 5 or map.a'],
    ['each way of two', 'map.n >= 4 or map.a', 'map.n < 8'],
  ])('never fail at once: %s', (_, first, second) => {
    const [swap] = swaps(`require ${first} else a "a"\nrequire ${second} else b "b"`);
    expect(swap?.unseen).toEqual({ by: 'proof', reason: 'they never fail at once' });
  });

  test.each([
    ['one constant', 'map.n is not FIRST', 'map.n is not FIRST'],
    ['two numbers', 'map.n is not FIRST', 'map.m is not SECOND'],
    ['ranges that meet', 'map.n >= 4', 'map.n >= 8'],
    ['a local, which may be any number', 'map.n is not off', 'map.n is not at'],
    ['tables, which say and do something', 'passes t(map)', 'not passes t(map)'],
    ['one way of two', 'map.n >= 4 and map.a', 'map.n < 8 and map.b'],
  ])('may fail at once: %s', (_, first, second) => {
    const [swap] = swaps(`require ${first} else a "a"\nrequire ${second} else b "b"`);
    expect(swap).toBeDefined();
    expect(swap?.unseen).toBeUndefined();
  });

  test.each([
    ['one message', 'a "no {map.n}"', 'b "no {map.n}"', true],
    ['one message, one errno written out', 'a "no"', 'EINVAL b "no"', true],
    ['other messages', 'a "no {map.n}"', 'b "no {map.m}"', false],
    ['other formats', 'a "no {map.n:u}"', 'b "no {map.n:x}"', false],
    ['other errnos', 'a "no"', 'EACCES b "no"', false],
  ])('say the same or not: %s', (_, first, second, same) => {
    const [swap] = swaps(`require map.a else ${first}\nrequire map.b else ${second}`);
    expect(swap?.unseen).toEqual(same ? { by: 'proof', reason: 'both say the same' } : undefined);
  });

  test('a reason that the spec gives', () => {
    const [swap] = swaps('/// order: by nature.\nrequire map.a else a "a"\nrequire map.b else b "b"');
    expect(swap?.unseen).toEqual({ by: 'spec', reason: 'by nature.' });
  });

  test('a reason for nothing', () => {
    const reason = '/// order: by nature.';
    const { needless } = mutationsIn(`table t(map) fails EINVAL {
      ${reason}
      require map.a else shown "no"
      require map.b else b "no"
      done
      ${reason}
      require map.c else last "c"
    }`);
    expect(needless).toEqual(['spec.kf:3: t/shown', 'spec.kf:7: t/last']);
  });
});
