/** What the spec alone says about a message, a rule, a flag or a kfunc. */

import type { FlagEntry, HelperEntry, Kernel, KfuncEntry, Rule } from '@kfuncspec/runtime/v1';
import { readDoc, ruleDoc } from './doc.js';
import { errnoName } from './errno.js';
import { listed, PROSE_WIDTH, printable, table, wrap } from './layout.js';
import { type RuleMatch, templateText } from './match.js';
import { renderSections, type Section } from './section.js';
import type { Style } from './style.js';

/** Rules with one message that are told one by one; of more only the first. */
const MOST_RULES = 6;

/** A message and the rules that can have written it; `kernel` is whose they are, when that needs saying. */
export function messageText(message: string, matches: readonly RuleMatch[], kernel: string | null, style: Style): string {
  const best = matches[0];
  if (best === undefined) return '';
  const same = sameMessage(matches);
  const sections: Section[] = [{ lines: quoted(message, best, style) }];
  if (kernel !== null) sections.push({ lines: [`  ${style.faint(`Linux ${kernel}`)}`] });
  if (same.length > 1) sections.push({ lines: [`  ${same.length} rules say this:`] });
  for (const { rule } of same.slice(0, MOST_RULES)) sections.push(...ruleSections(rule, style));
  if (same.length > MOST_RULES) sections.push({ lines: [`  and ${listed(same.slice(MOST_RULES).map((match) => match.rule.id))}`] });
  return renderSections(sections, style);
}

/** Of rules that can have written a message those whose template fits best, all of one wording. */
export function sameMessage(matches: readonly RuleMatch[]): readonly RuleMatch[] {
  const wording = templateText(matches[0]?.rule.message ?? []);
  return matches.filter((match) => templateText(match.rule.message) === wording);
}

/** The message with its values marked below. */
function quoted(message: string, { values }: RuleMatch, style: Style): string[] {
  const text = printable(message);
  const lines = [`  ${style.message(text)}`];
  // escapes would put the marks in the wrong place
  if (values.length > 0 && text === message && !message.includes('\n')) {
    const marks = Array.from({ length: message.length }, () => ' ');
    for (const { start, text } of values) marks.fill('^', start, start + text.length);
    lines.push(`  ${style.mark(marks.join('').trimEnd())}`);
  }
  return lines;
}

/** A rule by its id: its message, where it stands, what it says. */
export function ruleText(rule: Rule, style: Style): string {
  return renderSections([{ lines: [`  ${style.message(templateText(rule.message))}`] }, ...ruleSections(rule, style)], style);
}

/** A table or constraint by its name: what it is about, and its rows in the kernel's order. */
export function tableText(name: string, rules: readonly Rule[], style: Style): string {
  const [first] = rules;
  if (first === undefined) return '';
  const rows = rules.map((rule) => [
    { text: rule.id.slice(name.length + 1), paint: style.name },
    { text: rule.kind === 'unmodelled' ? 'not modelled' : errnoName(rule.errno), paint: style.faint },
    { text: rule.kind === 'reject' && rule.message.length === 0 ? 'refused without a word' : templateText(rule.message) },
  ]);
  return renderSections(
    [
      {
        lines: [
          `  ${style.heading('Table')} ${style.name(name)} ${style.faint(`(${first.file})`)}`,
          ...prose(readDoc(first.about).about, '    '),
        ],
      },
      { title: 'Its rows, of which the first that fails decides', lines: wrapLast(rows) },
      { lines: [`  ${style.faint(`kfuncspec explain ${first.id} says more of one.`)}`] },
    ],
    style,
  );
}

/** A rule: its id, its place, what it says, and what would be accepted. */
export function ruleSections(rule: Rule, style: Style): Section[] {
  const { about, help } = ruleDoc(rule);
  const ends = rule.kind === 'unmodelled' ? 'inconclusive: not modelled' : errnoName(rule.errno);
  const sections: Section[] = [
    {
      lines: [
        `  ${style.heading('Rule')} ${style.name(rule.id)} ${style.faint(`(${rule.file}:${rule.line}), ${ends}`)}`,
        ...prose(about, '    '),
      ],
    },
  ];
  if (help.length > 0) sections.push({ title: 'What would be accepted', lines: help.flatMap((text) => prose(text, '').map(style.help)) });
  return sections;
}

/** What a kfunc demands of its caller, in words. */
export function kfuncText(kernel: Kernel, entry: KfuncEntry, style: Style): string {
  const { contract } = entry;
  const sections: Section[] = [{ lines: [`  ${style.message(contract?.prototype ?? `${entry.name}()`)}`] }];
  const facts: string[] = [];
  if (contract)
    facts.push(
      contract.module === undefined
        ? `Linux ${kernel.name}, ${contract.file}:${contract.line}`
        : `Linux ${kernel.name}, module ${contract.module}, ${contract.file}:${contract.line}`,
    );
  sections.push({ lines: facts.map((fact) => `  ${style.faint(fact)}`) });
  if (contract?.doc) sections.push({ lines: prose(readDoc(contract.doc).about, '  ') });
  if (contract && contract.params.length > 0) {
    const rows = contract.params.map(({ name, type, demands }) => [
      { text: name, paint: style.name },
      { text: type, paint: style.faint },
      { text: demands ?? '' },
    ]);
    sections.push({ title: 'Arguments', lines: wrapLast(rows) });
  }
  if (contract?.returns) sections.push({ title: 'Returns', lines: prose(contract.returns, '') });
  const flags = contract?.flags ?? [];
  if (flags.length > 0)
    sections.push({
      title: 'Flags',
      lines: flags.flatMap((name) =>
        flagLines(
          kernel.flags?.find((flag) => flag.name === name),
          name,
          style,
        ),
      ),
    });
  sections.push({ title: 'May be called from', lines: prose(entry.programs.length > 0 ? listed(entry.programs) : 'no program type', '') });
  return renderSections(sections, style);
}

/** A flag by its name, and the kfuncs that carry it. */
export function flagText(kernel: Kernel, flag: FlagEntry, style: Style): string {
  const carriers = Object.values(kernel.kfuncs).filter((entry) => entry.contract?.flags.includes(flag.name));
  return renderSections(
    [
      { lines: flagLines(flag, flag.name, style).map((line) => `  ${line}`) },
      { lines: [`  ${style.faint(`${flag.file}:${flag.line}`)}`] },
      { title: 'Carried by', lines: prose(carriers.length > 0 ? listed(carriers.map((entry) => entry.name)) : 'no kfunc', '') },
    ],
    style,
  );
}

/** A helper by its name. */
export function helperText(kernel: Kernel, name: string, entry: HelperEntry | undefined, style: Style): string {
  const lines = [`  ${style.message(`bpf_${name}`)}`, `  ${style.faint(`a helper of Linux ${kernel.name}, no kfunc`)}`];
  if (entry === undefined)
    return renderSections([{ lines: [...lines, '  It is not modelled: a program that calls it is inconclusive.'] }], style);
  return renderSections([{ lines }, { title: 'May be called from', lines: prose(listed(entry.programs), '') }], style);
}

function flagLines(flag: FlagEntry | undefined, name: string, style: Style): string[] {
  if (flag === undefined) return [style.name(name)];
  const about = readDoc(flag.doc).about;
  return [`${style.name(name)}  ${flag.pattern}`, ...prose(about, '  ')];
}

type Row = readonly { readonly text: string; readonly paint?: (text: string) => string }[];

/** A table whose last column is wrapped below itself. */
function wrapLast(rows: readonly Row[]): string[] {
  const before = rows.map((row) => row.slice(0, -1).reduce((sum, cell) => sum + cell.text.length + 2, 0));
  const width = Math.max(40, PROSE_WIDTH - 4 - Math.max(0, ...before));
  return table(
    rows.flatMap((row) => {
      const pieces = wrap(printable(row[row.length - 1]?.text ?? ''), width);
      return pieces.map((piece, i) => [...row.slice(0, -1).map((cell) => (i === 0 ? cell : { text: '' })), { text: piece }]);
    }),
  );
}

function prose(text: string, prefix: string): string[] {
  return text === '' ? [] : wrap(printable(text), PROSE_WIDTH - 4).map((line) => prefix + line);
}
