/** prototypes.ts: functions of the kernel that programs may attach to, for contexts that are known by BTF. */
import type { FactFunction } from '../facts/read.js';
import type { KernelModel } from '../model/model.js';
import type { EmittedModule } from './module.js';
import { literal } from './names.js';

const DECODE = `export function readPrototypes(): Readonly<Record<string, rt.BtfPrototype>> {
  const prototypes: Record<string, rt.BtfPrototype> = Object.create(null);
  for (const line of lines) {
    const [name, returns, params, constVoid = []]: Row = JSON.parse(line);
    prototypes[name] = { returns, params, constVoid };
  }
  return prototypes;
}

type Row = [name: string, returns: number, params: number[], constVoid?: number[]];`;

function row(name: string, { params, returns, returnsText }: FactFunction): readonly unknown[] {
  const constVoid = [...params.map(({ text }) => text), returnsText].flatMap((text, i) => (text === 'const void*' ? [i] : []));
  const cells = [name, returns, params.map((p) => p.type)];
  return constVoid.length === 0 ? cells : [...cells, constVoid];
}

export function emitPrototypes(module: EmittedModule, { types }: KernelModel): void {
  const facts = types.facts;
  const all = facts ? [...facts.functions, ...facts.protos] : [];
  module.items.push({
    doc: ['One function a line: name, type of the result, types of the parameters, which of them (the result behind) are `const void *`.'],
    text: ['const lines: readonly string[] = [', ...all.map(([name, f]) => `  ${literal(JSON.stringify(row(name, f)))},`), '];'].join('\n'),
  });
  module.items.push({ doc: ['Functions by name; types are indexes into the kernel’s types.'], text: DECODE });
}
