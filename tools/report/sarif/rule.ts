import type { Rule } from '@kfuncspec/runtime/v1';
import { ruleDoc } from '../doc.js';
import { NO_MESSAGE } from '../headline.js';
import { templateText } from '../match.js';
import type { SarifRule } from './format.js';
import { text } from './location.js';

/** A rule's metadata out of the spec: its message, what it says, what would be accepted, and where it stands. */
export function sarifRule(rule: Rule): SarifRule {
  const { about, help } = ruleDoc(rule);
  const message = templateText(rule.message) || NO_MESSAGE;
  const level = rule.kind === 'unmodelled' ? 'warning' : 'error';
  const plain = [
    about,
    help.length === 0 ? '' : `What would be accepted: ${help.join('; ')}`,
    `Rule ${rule.id}, ${rule.file}:${rule.line}`,
  ];
  const accepted = help.length === 0 ? '' : ['What would be accepted:\n', ...help.map((line) => `- ${line}`)].join('\n');
  const markdown = [about, accepted, `Rule \`${rule.id}\`, \`${rule.file}:${rule.line}\``];
  const paragraphs = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');
  return {
    id: rule.id,
    shortDescription: text(rule.kind === 'unmodelled' ? `not modelled: ${message}` : message),
    ...(about === '' ? {} : { fullDescription: text(about) }),
    help: { ...text(paragraphs(plain)), markdown: text(paragraphs(markdown)).text },
    defaultConfiguration: { level },
    properties: { tags: ['bpf', 'verifier'], 'problem.severity': level, spec: rule.file, specLine: rule.line },
  };
}
