/** The catalogue of rules: messages as parts, and a constant for each rule's place. */
import type { HoleType, MessagePart, Hole as RuntimeHole } from '@kfuncspec/runtime/v1';
import type { Hole, Rule } from '../model/ir.js';
import type { KernelModel } from '../model/model.js';
import type { Symbols } from '../model/symbols.js';
import { unionOf } from './data.js';
import type { Sources } from './describe.js';
import type { EmittedModule } from './module.js';
import { literal, Names } from './names.js';

/** `check_map_access__negative` for each rule's id. */
export function ruleNames(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const names = new Names();
  return new Map(rules.map(({ id }) => [id, names.take(id.replace('/', '__'))]));
}

/** rule.ts: where each rule stands in the catalogue. Modules name rules by these, so that a new row changes one number a row, here only. */
export function emitRuleConstants(module: EmittedModule, model: KernelModel): void {
  const names = ruleNames(model.rules);
  const lines = model.rules.map((rule) => `export const ${names.get(rule.id)} = ${rule.index};`);
  module.items.push({ doc: ['Where each rule stands in the catalogue of rules.ts.'], text: lines.join('\n') });
  if (lines.length === 0) module.items.push({ doc: [], text: 'export {};' });
}

export function emitRules(module: EmittedModule, model: KernelModel, sources: Sources): void {
  const ids = unionOf(model.rules.map((rule) => rule.id));
  module.items.push({ doc: ['The id of a rule: `table/row`.'], text: `export type RuleId =${ids};` });
  const entries = model.rules.map((rule) => `  ${printRule(rule, model.symbols, sources)},`);
  module.items.push({
    doc: ['Every row that can end a check, in the order of the spec.'],
    text: ['export const rules: readonly (rt.Rule & { readonly id: RuleId })[] = [', ...entries, '];'].join('\n'),
  });
}

function printRule(rule: Rule, symbols: Symbols, sources: Sources): string {
  const message = rule.parts.map((part) => (typeof part === 'string' ? literal(part) : printRuntimeHole(runtimeHole(symbols, part))));
  const fields = [`id: ${literal(rule.id)}`, `kind: '${rule.kind}'`, `errno: ${rule.errno}`, `message: [${message.join(', ')}]`];
  if (rule.doc !== undefined) fields.push(`doc: ${literal(rule.doc)}`);
  if (rule.about !== undefined) fields.push(`about: ${literal(rule.about)}`);
  fields.push(`file: ${literal(rule.span.file)}`, `line: ${sources.line(rule.span)}`);
  return `{ ${fields.join(', ')} }`;
}

/** A rule's message as the runtime renders it. */
export function messageParts(symbols: Symbols, rule: Rule): MessagePart[] {
  return rule.parts.map((part) => (typeof part === 'string' ? part : runtimeHole(symbols, part)));
}

function runtimeHole(symbols: Symbols, hole: Hole): RuntimeHole {
  return { type: holeType(symbols, hole), ...(hole.format === undefined ? {} : { format: hole.format }) };
}

function holeType(symbols: Symbols, { type }: Hole): HoleType {
  switch (type.kind) {
    case 'u64':
    case 's64':
    case 'str':
    case 'tnum':
    case 'bool':
    case 'reg_type':
      return type.kind;
    case 'enum':
      return { names: enumNames(symbols, type.name) };
    default:
      return 'int';
  }
}

/** What an enumeration's values print, by number; empty where no value has the number. */
function enumNames(symbols: Symbols, name: string): string[] {
  const names: string[] = [];
  for (const { value, prints } of symbols.enums.get(name)?.values.values() ?? []) {
    while (names.length < value) names.push('');
    if (value >= 0) names[value] = prints;
  }
  return names;
}

function printRuntimeHole(hole: RuntimeHole): string {
  const type = typeof hole.type === 'string' ? `'${hole.type}'` : `{ names: [${hole.type.names.map(literal).join(', ')}] }`;
  return hole.format === undefined ? `{ type: ${type} }` : `{ type: ${type}, format: ${literal(hole.format)} }`;
}
