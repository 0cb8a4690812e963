import { describe, expect, it } from 'vitest';
import { Selection } from '../../../tools/cli/check/selection.js';

const PROGRAMS = [
  { name: 'handle_ingress', section: 'tc/ingress' },
  { name: 'handle_egress', section: 'tc/egress' },
  { name: 'trace', section: 'fentry/do_exit' },
  { name: 'odd[1]*', section: null },
];

function chosen(programs: readonly string[], sections: readonly string[]): (string | null)[] {
  const selection = new Selection(programs, sections);
  return PROGRAMS.filter((program) => selection.has(program)).map(({ name }) => name);
}

describe('a selection', () => {
  it.each<[string[], string[], string[]]>([
    [[], [], ['handle_ingress', 'handle_egress', 'trace', 'odd[1]*']],
    [['trace'], [], ['trace']],
    [['handle_*'], [], ['handle_ingress', 'handle_egress']],
    [['handle_?gress'], [], ['handle_egress']],
    [['trace', '*_egress'], [], ['handle_egress', 'trace']],
    [['odd[1]*'], [], ['odd[1]*']],
    [['odd[1]'], [], []],
    [[], ['tc/*'], ['handle_ingress', 'handle_egress']],
    [[], ['f*'], ['trace']],
    [['handle_*'], ['*egress'], ['handle_egress']],
    [['TRACE'], [], []],
  ])('of programs %j and sections %j', (programs, sections, names) => {
    expect(chosen(programs, sections)).toEqual(names);
  });

  it('lets through what has no name: it is an error that must be heard', () => {
    expect(new Selection(['x'], ['y']).has({ name: null, section: null })).toBe(true);
  });

  it('knows what it did not find, and what may have been meant', () => {
    const selection = new Selection(['handel_egress', 'tr*'], ['tc/igress']);
    for (const program of PROGRAMS) selection.has(program);
    expect(selection.unmatched).toEqual({ program: ['handel_egress'], section: ['tc/igress'] });
    expect(() => selection.check()).toThrow("no program is named 'handel_egress'. Did you mean handle_egress or handle_ingress?");
    const sections = new Selection([], ['tc/igress']);
    for (const program of PROGRAMS) sections.has(program);
    expect(() => sections.check()).toThrow("no program stands in a section 'tc/igress'. Did you mean tc/egress or tc/ingress?");
  });

  it('adds up over threads', () => {
    const [first, second, whole] = [0, 1, 2].map(() => new Selection(['trace', 'handle_egress'], []));
    if (!first || !second || !whole) throw new Error('three selections');
    first.has({ name: 'trace', section: null });
    second.has({ name: 'handle_egress', section: null });
    expect(first.unmatched.program).toEqual(['handle_egress']);
    whole.add(first.report());
    whole.add(second.report());
    expect(() => whole.check()).not.toThrow();
  });
});
