import { type Btf, KIND } from '../../btf/index.js';
import { enumeratorValue, isEnum } from './names.js';
import { type Access, basisOf } from './spec.js';

/** What an access comes to for one table of types. */
interface Value {
  readonly value: bigint;
  /** Is the compiler's value surely this one: bitfields may be laid out in other ways. */
  readonly certain: boolean;
  /** Size and type of the field, for adjusting a load's size; 0 when there is nothing to adjust. */
  readonly size: number;
  readonly type: number;
}

/** What a relocation does to its instruction. */
export interface Decision {
  /** The instruction can't work on this kernel: it becomes one that the verifier refuses if it is reached. */
  readonly poison: boolean;
  /** The value that the instruction must have before; null when it may have any. */
  readonly before: bigint | null;
  readonly after: bigint;
  readonly sizeBefore: number;
  readonly sizeAfter: number;
  /** The field's size differs in a way that a load or store can't make up for. */
  readonly wrongSize: boolean;
  /** Sizes differ, and both fields are integers. */
  readonly ofIntegers: boolean;
}

export type Outcome = { readonly ok: true; readonly decision: Decision } | { readonly ok: false; readonly reason: string };

const POISON = 'poison';
const SIGNED = 1;

/** Decides a relocation, given the access as the object has it and as the kernel's types have it (null: they don't). */
export function decide(local: Access, target: Access | null): Outcome {
  const before = evaluate(local, local);
  if (typeof before === 'string') return before === POISON ? poisoned() : { ok: false, reason: before };
  const after = evaluate(local, target);
  if (typeof after === 'string') return after === POISON ? poisoned() : { ok: false, reason: after };
  return {
    ok: true,
    decision: {
      poison: false,
      before: before.certain ? before.value : null,
      after: after.value,
      sizeBefore: before.size,
      sizeAfter: after.size,
      wrongSize: before.size !== after.size && target !== null && !resizes(local.btf, before.type, target.btf, after.type),
      ofIntegers:
        before.size !== after.size &&
        target !== null &&
        local.btf.kind(before.type) === KIND.int &&
        target.btf.kind(after.type) === KIND.int,
    },
  };
}

function poisoned(): Outcome {
  return {
    ok: true,
    decision: { poison: true, before: null, after: 0n, sizeBefore: 0, sizeAfter: 0, wrongSize: false, ofIntegers: false },
  };
}

/** Pointers and unsigned integers may be read in another size: the upper bits are zero. */
function resizes(local: Btf, before: number, target: Btf, after: number): boolean {
  const kind = local.kind(before);
  if (kind !== target.kind(after)) return false;
  if (kind === KIND.ptr) return true;
  return kind === KIND.int && local.int(before).encoding !== SIGNED && target.int(after).encoding !== SIGNED;
}

function evaluate(asked: Access, access: Access | null): Value | string {
  switch (basisOf(asked.asks)) {
    case 'field':
      return fieldValue(asked, access);
    case 'type':
      return typeValue(asked, access);
    case 'enumerator':
      return enumeratorAnswer(asked, access);
  }
}

function plain(value: bigint | number, certain = true): Value {
  return { value: BigInt(value), certain, size: 0, type: 0 };
}

function typeValue({ asks }: Access, access: Access | null): Value | string {
  if (access === null) return plain(0);
  switch (asks) {
    case 'target_type_id':
      return plain(access.root, false);
    case 'type_exists':
    case 'type_matches':
      return plain(1);
    case 'type_size': {
      const size = access.btf.sizeOf(access.root);
      return size === undefined ? 'a type without a size' : plain(size);
    }
    default:
      return 'unknown kind of relocation';
  }
}

function enumeratorAnswer({ asks }: Access, access: Access | null): Value | string {
  if (asks === 'enumval_exists') return plain(access === null ? 0 : 1);
  const step = access?.steps[0];
  return access === null || step === undefined ? POISON : plain(enumeratorValue(access.btf, step.type, step.index));
}

function fieldValue({ asks }: Access, access: Access | null): Value | string {
  if (asks === 'field_exists') return plain(access === null ? 0 : 1);
  const step = access?.steps.at(-1);
  if (access === null || step === undefined) return POISON;
  const { btf } = access;
  if (step.name === null) return elementValue(access, step.type);
  const member = btf.member(step.type, step.index);
  const type = btf.skipModifiers(member.type);
  const isBitfield = member.bitfieldSize > 0;
  const place = isBitfield ? bitfieldPlace(btf, access.bitOffset, member.bitfieldSize, type) : fieldPlace(btf, access.bitOffset, type);
  if (place === undefined) return isBitfield ? 'a bitfield that no load covers' : 'a field without a size';
  const { offset, size, bits } = place;
  switch (asks) {
    case 'byte_off':
      return isBitfield ? plain(offset, false) : { value: BigInt(offset), certain: true, size, type };
    case 'byte_sz':
      return plain(size, !isBitfield);
    case 'signed':
      return plain(isSigned(btf, type) ? 1 : 0);
    case 'lshift_u64': {
      const bit = access.bitOffset - offset * 8;
      return plain(BigInt.asUintN(64, BigInt(btf.littleEndian ? 64 - (bit + bits) : (8 - size) * 8 + bit)), !isBitfield);
    }
    case 'rshift_u64':
      return plain(BigInt.asUintN(64, BigInt(64 - bits)));
    default:
      return 'unknown kind of relocation';
  }
}

/** An element of an array has a place and a size only. */
function elementValue({ asks, btf, bitOffset }: Access, type: number): Value | string {
  const size = btf.sizeOf(type);
  if (size === undefined) return 'an element without a size';
  if (asks === 'byte_off') return { value: BigInt(Math.floor(bitOffset / 8)), certain: true, size, type };
  return asks === 'byte_sz' ? plain(size) : 'elements of arrays have no such property';
}

interface Place {
  readonly offset: number;
  readonly size: number;
  readonly bits: number;
}

function fieldPlace(btf: Btf, bitOffset: number, type: number): Place | undefined {
  const size = btf.sizeOf(type);
  return size === undefined ? undefined : { offset: Math.floor(bitOffset / 8), size, bits: size * 8 };
}

/** The aligned load that a bitfield is read with: of its type's size, or as much larger as it takes. */
function bitfieldPlace(btf: Btf, bitOffset: number, bits: number, type: number): Place | undefined {
  let size = btf.sizeOrType(type);
  if (size === 0) return undefined;
  for (;;) {
    const offset = Math.floor(Math.floor(bitOffset / 8) / size) * size;
    if (bitOffset + bits - offset * 8 <= size * 8) return { offset, size, bits };
    if (size >= 8) return undefined;
    size *= 2;
  }
}

function isSigned(btf: Btf, type: number): boolean {
  if (isEnum(btf.kind(type))) return btf.kindFlag(type);
  return btf.kind(type) === KIND.int && (btf.int(type).encoding & SIGNED) !== 0;
}
