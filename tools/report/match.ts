/** The message templates turned round: which rules can have written a line of a kernel's log, and with which values in their holes. */

import type { Hole, HoleType, MessagePart, Rule } from '@kfuncspec/runtime/v1';

/** A rule whose template fits a message, and the text that stands in each of its holes, in order. */
export interface RuleMatch {
  readonly rule: Rule;
  /** Index in the catalogue. */
  readonly index: number;
  readonly values: readonly HoleText[];
  /** Characters of the message that the template itself writes: the more, the surer. */
  readonly literal: number;
}

interface HoleText {
  readonly hole: Hole;
  readonly text: string;
  /** Where in the message it stands, in UTF-16 units. */
  readonly start: number;
}

/** Finds the rules that can have written a message. */
export interface Matcher {
  /** Best first: those whose template has most text of its own; rules with one template follow each other in the catalogue's order. */
  match(message: string): RuleMatch[];
}

interface Template {
  readonly rule: Rule;
  readonly index: number;
  readonly prefix: string;
  readonly literal: number;
  readonly holes: readonly Hole[];
  /** Made when first needed: a run of `check` never asks for most of them. */
  pattern: RegExp | undefined;
}

// Templates are grouped by their first characters, so that a message is compared with few of them.
const KEY_LENGTH = 4;

/** Builds the matcher of a kernel's catalogue: rules that reject, by the literal text that their messages begin with. */
export function createMatcher(rules: readonly Rule[]): Matcher {
  const byKey = new Map<string, Template[]>();
  rules.forEach((rule, index) => {
    if (rule.kind !== 'reject') return;
    const template = createTemplate(rule, index);
    const key = template.prefix.slice(0, KEY_LENGTH);
    const group = byKey.get(key);
    if (group) group.push(template);
    else byKey.set(key, [template]);
  });
  return {
    match(message) {
      const text = message.replace(/\n+$/, '');
      const found: RuleMatch[] = [];
      for (let length = 0; length <= KEY_LENGTH; length++) {
        for (const template of byKey.get(text.slice(0, length)) ?? []) {
          const match = matchTemplate(template, text);
          if (match) found.push(match);
        }
        if (length >= text.length) break;
      }
      return found.sort((a, b) => b.literal - a.literal || a.index - b.index);
    },
  };
}

function createTemplate(rule: Rule, index: number): Template {
  const first = rule.message[0];
  let literal = 0;
  const holes: Hole[] = [];
  for (const part of rule.message) {
    if (typeof part === 'string') literal += part.length;
    else holes.push(part);
  }
  return { rule, index, prefix: typeof first === 'string' ? first : '', literal, holes, pattern: undefined };
}

function matchTemplate(template: Template, text: string): RuleMatch | null {
  if (!text.startsWith(template.prefix)) return null;
  template.pattern ??= new RegExp(`^${patternOf(template.rule.message)}$`, 'ds');
  const match = template.pattern.exec(text);
  if (!match) return null;
  const values = template.holes.map((hole, i) => ({ hole, text: match[i + 1] ?? '', start: match.indices?.[i + 1]?.[0] ?? 0 }));
  return { rule: template.rule, index: template.index, values, literal: template.literal };
}

// One group for each hole.
function patternOf(parts: readonly MessagePart[]): string {
  return parts.map((part) => (typeof part === 'string' ? quoted(part) : `(${holePattern(part)})`)).join('');
}

function holePattern({ type, format }: Hole): string {
  if (typeof type === 'object') return alternatives(type.names);
  if (format?.endsWith('x')) return '(?:0x)?[0-9a-f]+';
  if (format === 'u') return '\\d+';
  return TYPE_PATTERN[type];
}

const TYPE_PATTERN: Readonly<Record<Exclude<HoleType, object>, string>> = {
  int: '-?\\d+',
  u64: '\\d+',
  s64: '-?\\d+',
  bool: '[01]|true|false',
  // reg_type_str() writes names like `untrusted_rcu_ptr_or_null_` and, of BTF types, the structure's name behind it
  reg_type: '[A-Za-z_?][\\w?]*',
  tnum: '\\(0x[0-9a-f]+; 0x[0-9a-f]+\\)|-?\\d+|0x[0-9a-f]+',
  str: '.*?',
};

function alternatives(names: readonly string[]): string {
  const longestFirst = [...new Set(names)].sort((a, b) => b.length - a.length);
  return longestFirst.length === 0 ? '.*?' : longestFirst.map(quoted).join('|');
}

function quoted(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

/** A template as a person reads it: holes as `…`. */
export function templateText(parts: readonly MessagePart[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : '…')).join('');
}
