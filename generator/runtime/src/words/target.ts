/**
 * Questions about what a program attaches to: a function of the kernel whose arguments, eight bytes or more each, are the program's
 * context (kernel/bpf/btf.c btf_ctx_access).
 */
import type { BtfPrototype } from '../btf-types.js';
import type { Machine } from '../machine.js';
import { kernelTables } from '../type-tables.js';
import { linesOf } from './context.js';
import { program_attach_type } from './program.js';

const SLOT = 8;

/**
 * The name under which facts have it: lines `target_prefix PREFIX, ATTACH` of the program's type say what may have been left out. Lines
 * stand one behind another in the property's list.
 */
function factName(m: Machine): string {
  const target = m.program.attachTo ?? '';
  const prefix = prefixOf(m);
  return target.startsWith(prefix) ? target : prefix + target;
}

function prefixOf(m: Machine): string {
  const prefixes = m.programType?.properties.target_prefix ?? [];
  const attach = program_attach_type(m);
  for (let i = 0; i + 1 < prefixes.length; i += 2) if (prefixes[i + 1] === attach) return String(prefixes[i]);
  return '';
}

function prototypeOf(m: Machine): BtfPrototype | undefined {
  return m.tables.prototype(factName(m));
}

/** Parameters in front that are no part of the context: a tracepoint's own data. */
function skipped(m: Machine): number {
  return m.programType?.properties.skips_first_arg?.includes(program_attach_type(m)) === true ? 1 : 0;
}

export function target_is_known(m: Machine): boolean {
  return prototypeOf(m) !== undefined;
}

/** Do the kernel's own tables have its prototype. */
export function target_is_extracted(m: Machine): boolean {
  return kernelTables(m.kernel).prototype(factName(m)) !== undefined;
}

/** Has the kernel a function of that name, as far as its tables tell. */
export function target_kernel_has(m: Machine, name: string): boolean {
  return m.tables.prototype(name) !== undefined;
}

/** kallsyms_lookup_name(): 0 it is found, 1 not any more, 2 not known. */
export function target_address(m: Machine): number {
  const address = prototypeOf(m)?.address;
  return address === undefined ? 0 : address === 'gone' ? 1 : 2;
}

/** Parameters of the prototype, a tracepoint's own data included. */
export function target_param_count(m: Machine): number {
  return prototypeOf(m)?.params.length ?? 0;
}

export function target_param(m: Machine, n: number): number {
  return prototypeOf(m)?.params[n] ?? -1;
}

/**
 * As messages name it: prog->aux->attach_func_name. Lines of the program's type: `unprefixed ATTACH`, without the prefix;
 * `called_as_member`, without the structure that it is a member of.
 */
export function target_name(m: Machine): string {
  const name = factName(m);
  if (m.programType?.properties.called_as_member !== undefined) return name.slice(name.indexOf('.') + 1);
  const bare = m.programType?.properties.unprefixed?.includes(program_attach_type(m)) === true;
  return bare ? name.slice(prefixOf(m).length) : name;
}

export function target_arg_count(m: Machine): number {
  return (prototypeOf(m)?.params.length ?? 0) - skipped(m);
}

/** Type of argument n, of the result when n is the number of arguments; -1 for none. */
export function target_arg(m: Machine, n: number): number {
  const prototype = prototypeOf(m);
  if (prototype === undefined) return -1;
  const i = n + skipped(m);
  return i === prototype.params.length ? prototype.returns : (prototype.params[i] ?? -1);
}

/** Type of its result, -1 when it is not known. */
export function target_returns(m: Machine): number {
  return prototypeOf(m)?.returns ?? -1;
}

export function target_arg_is_const_void(m: Machine, n: number): boolean {
  return prototypeOf(m)?.constVoid.includes(n + skipped(m)) === true;
}

function slotSize(m: Machine, type: number): number {
  const { kind, size } = m.types[type];
  return kind === 'ptr' ? SLOT : Math.ceil(size / SLOT) * SLOT;
}

/** get_ctx_arg_idx(): the number of the argument at an offset; the number of arguments for the result, one more behind it. */
export function target_arg_at(m: Machine, off: number): number {
  const prototype = prototypeOf(m);
  if (prototype === undefined) return 0;
  const { params, returns } = prototype;
  if (off < 0) return params.length + 1;
  let end = 0;
  for (let i = 0; i < params.length; i++) {
    end += slotSize(m, params[i]);
    if (off < end) return i;
  }
  return off < end + slotSize(m, returns) ? params.length : params.length + 1;
}

/** Names in `closed_targets` of the program's type: the kernel lets nothing attach there. */
export function program_target_is_closed(m: Machine): boolean {
  return m.programType?.properties.closed_targets?.includes(factName(m)) === true;
}

/** Lines `iterator_arg OFFSET, OFFSET + 8, RESULT, FLAGS…, TARGET` of the program's type: what an iterator's argument gives; 0 for none. */
export function target_iterator_gives(m: Machine, off: number): number {
  if (m.programType === undefined) return 0;
  const name = factName(m);
  const line = linesOf(m.kernel, m.programType.properties.iterator_arg ?? []).find((l) => l.from === off && l.attach.includes(name));
  return line?.result ?? 0;
}

/** Does the program's type list the iterator's arguments. */
export function target_is_known_iterator(m: Machine): boolean {
  return m.programType?.properties.iterator_arg?.includes(factName(m)) === true;
}
