/** What a register or stack slot held, out of what a kernel's log printed of it. */

import { type PrintedValue, parsePrintedValue } from '../load/log/printed-value.js';
import { excerpt } from './layout.js';
import type { Held } from './path.js';

/** A register with all of its bounds is shorter. */
const LONGEST_VALUE = 400;

/** A printed register as reports see it; `frame` is the one that the line was printed for, or whose stack it points into if that is known. */
export function heldFromPrinted(value: PrintedValue, frame: number): Held {
  const { text, base, fields, constant } = value;
  const isScalar = base === 'scalar' || text === 'P';
  const unknown = fields.varOff !== undefined && fields.varOff.mask !== 0n;
  const off = unknown ? null : (fields.off ?? 0) + Number(fields.imm ?? fields.varOff?.value ?? 0n);
  return {
    text: excerpt(text, LONGEST_VALUE),
    stack: base === 'fp' && !unknown ? { frame: value.frame ?? frame, off: Number(constant ?? 0n) + (fields.off ?? 0) } : null,
    mapValue: base === 'map_value' ? { map: null, off } : null,
    object: base === 'ptr' && value.typeName !== undefined ? { struct: value.typeName, off } : null,
    context: base === 'ctx' ? { off } : null,
    map: null,
    isScalar,
    isConstant: isScalar ? constant !== undefined : !unknown,
    maybeNull: value.orNull,
    isUnset: base === '' || base === '?',
    reference: fields.refObjId ?? 0,
  };
}

const SLOT_BYTES = /^[?rm0di]{8}$/;

/** The same for a text: `map_value(off=8,ks=4,vs=32,imm=0)`, `fp-8`, `P5` or, of a stack slot, `mmmm????`. */
export function heldFromText(text: string, frame: number): Held {
  return SLOT_BYTES.test(text) ? heldBytes(text) : heldFromPrinted(parsePrintedValue(text), frame);
}

/** A stack slot that holds bytes, not a register; null: nothing was written there. */
export function heldBytes(text: string | null): Held {
  return {
    text: text === null ? 'never written' : excerpt(text, LONGEST_VALUE),
    stack: null,
    mapValue: null,
    object: null,
    context: null,
    map: null,
    isScalar: text !== null,
    isConstant: false,
    maybeNull: false,
    isUnset: text === null,
    reference: 0,
  };
}
