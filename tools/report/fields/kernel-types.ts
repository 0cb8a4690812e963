import type { BtfType, Kernel } from '@kfuncspec/runtime/v1';
import type { Shape, Types } from './types.js';

const DEEPEST = 32;
const POINTER_SIZE = 8;

/** The kernel's types as the spec carries them: an id is an index into `kernel.types`. */
export function kernelTypes({ types }: Kernel): Types {
  return { shape: (id) => shapeOf(types, id), text: (id) => textOf(types, id, DEEPEST) };
}

/** The one structure of a name; null when there is none, or several of different modules. */
export function findStruct({ types }: Kernel, name: string): number | null {
  const first = types.findIndex((type) => type.kind === 'struct' && type.name === name);
  if (first < 0) return null;
  return types.some((type, i) => i > first && type.kind === 'struct' && type.name === name) ? null : first;
}

function shapeOf(types: readonly BtfType[], id: number): Shape {
  const type = types[id];
  if (type === undefined) return { kind: 'plain', size: 0 };
  if (type.kind === 'struct' || type.kind === 'union') return { kind: 'members', size: type.size, members: type.members, isSection: false };
  if (type.kind === 'array') return { kind: 'array', size: sizeOf(types, id, DEEPEST), element: type.type };
  return { kind: 'plain', size: type.kind === 'ptr' ? POINTER_SIZE : type.size };
}

function sizeOf(types: readonly BtfType[], id: number, depth: number): number {
  const type = types[id];
  if (type === undefined || depth === 0) return 0;
  if (type.kind === 'array') return type.count * sizeOf(types, type.type, depth - 1);
  return type.kind === 'ptr' ? POINTER_SIZE : type.size;
}

function textOf(types: readonly BtfType[], id: number, depth: number): string {
  const type = types[id];
  if (type === undefined || depth === 0) return '…';
  if (type.kind === 'ptr') return `${textOf(types, type.type, depth - 1)} *`.replace('* *', '**');
  if (type.kind === 'array') return `${textOf(types, type.type, depth - 1)}[${type.count}]`;
  if (type.kind === 'struct' || type.kind === 'union' || type.kind === 'enum') return `${type.kind} ${type.name}`.trimEnd();
  return type.name === '' ? type.kind : type.name;
}
