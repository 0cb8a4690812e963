import type { Rule } from '@kfuncspec/runtime/v1';
import { ruleDoc } from '../doc.js';
import { PROSE_WIDTH, printable, wrap } from '../layout.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** What would have been accepted, out of the spec's own suggestions; null when it has none. */
export function helpSection(rule: Rule | undefined, style: Style): Section | null {
  const help = rule === undefined ? [] : ruleDoc(rule).help;
  if (help.length === 0) return null;
  return { title: 'What would be accepted', lines: help.flatMap((text) => prose(text).map(style.help)) };
}

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
