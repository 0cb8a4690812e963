/** Messages: a rule's template filled with the values that its failure recorded. */
import type { Kernel, Rule } from './abi.js';
import type { Failure } from './failure.js';
import type { Hole, HoleValue } from './message.js';
import { regTypeStr } from './regtype.js';

function printInt(value: HoleValue, format: string | undefined): string {
  if (typeof value === 'string') return value;
  if (format === undefined) return typeof value === 'bigint' ? String(value) : String(value | 0);
  if (format === 'u') return typeof value === 'bigint' ? String(BigInt.asUintN(64, value)) : String(value >>> 0);
  const digits = typeof value === 'bigint' ? BigInt.asUintN(64, value).toString(16) : (value >>> 0).toString(16);
  return digits.padStart(Number.parseInt(format, 10) || 0, '0');
}

function printHole(kernel: Kernel, hole: Hole, value: HoleValue): string {
  const { type } = hole;
  if (typeof type === 'object') return type.names[Number(value)] ?? String(value);
  switch (type) {
    case 'int':
    case 'u64':
    case 's64':
      return printInt(value, hole.format);
    case 'reg_type':
      return regTypeStr(kernel.registerTypes, Number(value));
    case 'bool':
      return value === 0 ? 'false' : 'true';
    default:
      return String(value);
  }
}

/** The text of a rule's message; `values` fill its holes in order. */
export function renderMessage(kernel: Kernel, rule: Rule, values: readonly HoleValue[]): string {
  let text = '';
  let next = 0;
  for (const part of rule.message) text += typeof part === 'string' ? part : printHole(kernel, part, values[next++] ?? '');
  return text;
}

/** The text of a failure: a rule's message, or what the runtime could not do. */
export function failureMessage(kernel: Kernel, failure: Failure): string {
  const rule = kernel.rules[failure.rule];
  return rule === undefined ? failure.text : renderMessage(kernel, rule, failure.values);
}

/** What inner checks said before a failure, innermost first. A kernel that refuses without a word says nothing here, too. */
export function innerMessages(kernel: Kernel, failure: Failure): string[] {
  const messages: string[] = [];
  for (let inner = failure.cause; inner !== null; inner = inner.cause) {
    const message = failureMessage(kernel, inner);
    if (message !== '') messages.unshift(message);
  }
  return messages;
}

/** `table/row` of a failure. */
export function failureRule(kernel: Kernel, failure: Failure): string {
  return kernel.rules[failure.rule]?.id ?? failure.id;
}
