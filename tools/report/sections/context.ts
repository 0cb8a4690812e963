import type { Kernel } from '@kfuncspec/runtime/v1';
import { type Access, allowedSizes, type Context, typesThatAllow } from '../context.js';
import { kernelTypes } from '../fields/kernel-types.js';
import { memberSize } from '../fields/part.js';
import { type Cell, count, listed, printable, table, wrap } from '../layout.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

const WIDTH = 92;

/** An access to the context, `offset` bytes from its beginning. */
export interface ContextAccess {
  readonly register: string;
  readonly access: Access;
  readonly offset: number;
  readonly size: number;
}

/** The members of the context that an access reaches, and what programs of this type may do with each. */
export function contextSection(kernel: Kernel, context: Context, { register, access, offset, size }: ContextAccess, style: Style): Section {
  const types = kernelTypes(kernel);
  const shape = types.shape(context.id);
  const members = shape.kind === 'members' ? shape.members : [];
  const parts = members
    .map((member) => ({ name: member.name, offset: Math.floor(member.bitOffset / 8), size: memberSize(types, member) }))
    .filter((part) => part.offset < offset + size && part.offset + part.size > offset);
  const rows = parts.map((part): Cell[] => {
    const [from, to] = [Math.max(part.offset, offset), Math.min(part.offset + part.size, offset + size)];
    const may = (kind: Access): string => bySizes(allowedSizes(kernel, context, kind, from, to));
    const remark = offset >= part.offset && offset < part.offset + part.size ? `<- ${register}, ${access} of ${count(size, 'byte')}` : '';
    return [
      { text: '>', paint: style.mark },
      { text: String(part.offset), paint: style.mark, right: true },
      { text: count(part.size, 'byte'), paint: style.faint, right: true },
      { text: printable(part.name === '' ? '(without a name)' : part.name), paint: style.name },
      { text: `read: ${may('read')}; write: ${may('write')}` },
      { text: remark, paint: style.mark },
    ];
  });
  const others = typesThatAllow(kernel, context, access, offset, size);
  const lines = [
    ...table(rows.length > 0 ? rows : [[{ text: `offset ${offset} is outside of its ${count(shape.size, 'byte')}` }]]),
    ...(others.length === 0
      ? []
      : wrap(`This very ${access} is allowed to programs of ${others.length > 1 ? 'types' : 'type'} ${listed(others)}.`, WIDTH)),
  ];
  return { title: `The context of ${printable(context.programType.name)} programs (struct ${printable(context.struct)})`, lines };
}

function bySizes(sizes: readonly number[]): string {
  return sizes.length === 0 ? 'never' : `${listed(sizes.map(String), 'or')} ${sizes.length === 1 && sizes[0] === 1 ? 'byte' : 'bytes'}`;
}
