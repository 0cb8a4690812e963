import type { KfuncContract, Rule } from '@kfuncspec/runtime/v1';
import { ruleDoc } from '../doc.js';
import { PROSE_WIDTH, printable, wrap } from '../layout.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** What would have been accepted: the spec's own suggestions, else what the argument's parameter demands; null when neither is known. */
export function helpSection(rule: Rule | undefined, parameter: Parameter | null, style: Style): Section | null {
  const doc = rule === undefined ? { about: '', help: [] } : ruleDoc(rule);
  const lines = doc.help.flatMap((text) => prose(text));
  // what the rule says below need not be said twice
  if (lines.length === 0 && parameter?.demands !== undefined && !(doc.about !== '' && parameter.demands.includes(doc.about))) {
    lines.push(...prose(`${parameter.type} ${parameter.name}: ${parameter.demands}`));
  }
  return lines.length === 0 ? null : { title: 'What would be accepted', lines: lines.map(style.help) };
}

type Parameter = KfuncContract['params'][number];

/** The rule's id, where the spec says it, and what it says about it. */
export function ruleSection(rule: Rule | undefined, id: string, style: Style): Section {
  if (rule === undefined) return { lines: [`  ${style.heading('Rule')} ${id}`] };
  const about = ruleDoc(rule).about;
  return {
    lines: [
      `  ${style.heading('Rule')} ${style.name(rule.id)} ${style.faint(`(${rule.file}:${rule.line})`)}`,
      ...prose(about).map((line) => `    ${line}`),
    ],
  };
}

function prose(text: string): string[] {
  return text === '' ? [] : wrap(printable(text), PROSE_WIDTH - 4);
}
