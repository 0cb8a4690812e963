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
  const accepted = help.length === 0 ? '' : `What would be accepted: ${help.join('; ')}`;
  const place = `Rule ${rule.id}, ${rule.file}:${rule.line}`;
  return {
    id: rule.id,
    shortDescription: text(rule.kind === 'unmodelled' ? `not modelled: ${message}` : message),
    ...(about === '' ? {} : { fullDescription: text(about) }),
    help: text([about, accepted, place].filter((part) => part !== '').join('\n\n')),
    defaultConfiguration: { level: rule.kind === 'unmodelled' ? 'warning' : 'error' },
    properties: { tags: ['bpf', 'verifier'], spec: rule.file, specLine: rule.line },
  };
}
