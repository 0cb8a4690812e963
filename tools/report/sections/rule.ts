import type { KfuncContract, Rule } from '@kfuncspec/runtime/v1';
import type { Doc } from '../doc.js';
import { PROSE_WIDTH, printable, wrap } from '../layout.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** What would have been accepted: the spec's own suggestions, else what the argument's parameter demands; null when neither is known. */
export function helpSection(doc: Doc, parameter: Parameter | null, style: Style): Section | null {
  const lines = doc.help.flatMap((text) => prose(text));
  // what the rule says below need not be said twice
  if (lines.length === 0 && parameter?.demands !== undefined && !(doc.about !== '' && parameter.demands.includes(doc.about))) {
    lines.push(...prose(`${parameter.type} ${parameter.name}: ${parameter.demands}`));
  }
  return lines.length === 0 ? null : { title: 'What would be accepted', lines: lines.map(style.help) };
}

/** What it would take to answer where the tables don't: the spec's suggestions; null when it has none. */
export function answerSection(doc: Doc, style: Style): Section | null {
  return doc.help.length === 0 ? null : { title: 'What would help', lines: doc.help.flatMap((text) => prose(text)).map(style.help) };
}

type Parameter = KfuncContract['params'][number];

/** The rule's id, where the spec says it, and what it says about it. */
export function ruleSection(rule: Rule | undefined, id: string, about: string, style: Style): Section {
  const place = rule === undefined ? '' : ` ${style.faint(`(${rule.file}:${rule.line})`)}`;
  return { lines: [`  ${style.heading('Rule')} ${style.name(id)}${place}`, ...prose(about).map((line) => `    ${line}`)] };
}

function prose(text: string): string[] {
  return text === '' ? [] : wrap(printable(text), PROSE_WIDTH - 4);
}
