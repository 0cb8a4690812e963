/**
 * The lines of spec/facts/<kernel>/types.jsonl: what the verifier can learn from a kernel's BTF, by name instead of by id,
 * so that two extractions of the same kernel are equal and those of two builds diff.
 *
 * A reference to a type is a text: a base, then what is built on it from the inside out.
 *
 *     base    int | unsigned int | u32 (any int or typedef) | struct S | union U | enum E | fwd struct S | fwd union U
 *             | proto (a function prototype) | void | enum(4) (an unnamed enum of 4 bytes)
 *     S       the C name; `S#2` for the second type of that name in one BTF, in the order of ids
 *     then    `*` pointer, `[N]` array of N (0: flexible), `%tag ` a type tag (applies to the pointer written next)
 *     before  `const ` in prototypes only, where the innermost type is const; elsewhere modifiers are left out
 *
 * `struct sk_buff*[4]` is an array of 4 pointers, `int[3][2]` C's `int x[2][3]`. An unnamed struct or union stands in place
 * as an object. A name means the type in the line's own BTF if it has one (a line for it exists), else that of vmlinux;
 * `vmlinux:struct S` says vmlinux where the module has its own.
 */

export const FACTS_FORMAT = 'kfuncspec/facts@1';

/** First line. `btfs` in the order in which the kernel searches them: vmlinux, then modules as loaded. */
export interface FactsHeader {
  readonly format: string;
  readonly kernel: string;
  readonly btfs: readonly string[];
}

/** A struct or union without a name, written where it is used; `suffix` has what a text would have behind it. */
export interface UnnamedType {
  readonly struct?: '';
  readonly union?: '';
  readonly size: number;
  readonly members: readonly MemberLine[];
  readonly suffix?: string;
}

export type TypeRef = string | UnnamedType;

/** name ('' for an unnamed one), offset in bits, type, and the width in bits of a bit field. */
export type MemberLine = readonly [string, number, TypeRef] | readonly [string, number, TypeRef, number];

export type ParamLine = readonly [string, TypeRef];

interface InBtf {
  /** `vmlinux` or a module. */
  readonly btf: string;
}

/** Size in bytes. `opaque`: beyond the extraction's depth, members are not recorded (not: has none). */
type CompositeLine = InBtf & { readonly size: number } & ({ readonly struct: string } | { readonly union: string }) &
  ({ readonly members: readonly MemberLine[] } | { readonly opaque: true });

export type TypeLine =
  | CompositeLine
  | (InBtf & { readonly int: string; readonly size: number; readonly encoding?: 'signed' | 'char' | 'bool' })
  | (InBtf & { readonly float: string; readonly size: number })
  | (InBtf & { readonly enum: string; readonly size: number })
  /** A declaration whose definition this BTF lacks (BTF_KIND_FWD). */
  | (InBtf & { readonly fwd: string })
  | (InBtf & { readonly typedef: string; readonly type: TypeRef })
  /** A function of the kernel: a kfunc (with its BTF id in that build, which messages show) or something to attach to. */
  | (InBtf & { readonly func: string; readonly id?: number; readonly params: readonly ParamLine[]; readonly returns: TypeRef })
  /** A prototype with a name of ours: `btf_trace_X` (typedef of a pointer to it), `tcp_congestion_ops.init` (a member's). */
  | (InBtf & { readonly proto: string; readonly params: readonly ParamLine[]; readonly returns: TypeRef });

/** What a line declares: `struct sock`, `int u32`, `func bpf_fentry_test1`; unique within a BTF. */
export function lineKey(line: TypeLine): string {
  if ('struct' in line) return `struct ${line.struct}`;
  if ('union' in line) return `union ${line.union}`;
  if ('int' in line) return line.int;
  if ('float' in line) return line.float;
  if ('enum' in line) return `enum ${line.enum}`;
  if ('fwd' in line) return `fwd ${line.fwd}`;
  if ('typedef' in line) return line.typedef;
  if ('func' in line) return `func ${line.func}`;
  return `proto ${line.proto}`;
}
