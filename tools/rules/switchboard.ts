import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SourceFile } from '../../generator/grammar/ast.js';
import { Generator } from '../../generator/index.js';
import type { Mutation } from './mutations.js';
import { SWITCH_WORDS, switchable, switched, withSwitches } from './switches.js';

/** A package with many mutations in it, and where it lies. */
export interface Switchboard {
  readonly module: string;
  /** The number of the switch of each. */
  readonly switches: ReadonlyMap<Mutation, number>;
}

/** Generates one package of all mutations that can stand behind a switch; those that the generator refuses there are left out. */
export function makeSwitchboard(folder: string, kernel: string, files: readonly SourceFile[], mutations: readonly Mutation[]): Switchboard {
  const spec = join(folder, 'spec');
  cpSync('spec', spec, { recursive: true });
  const out = join(folder, 'emitted');
  const generator = new Generator({ specDirs: [spec], outDir: out, kernels: [kernel], target: 'js', codeOnly: true });
  let board = switchable(files, mutations);
  for (;;) {
    for (const [path, text] of switched(files, board)) writeFileSync(join(spec, path), text);
    writeFileSync(join(spec, 'vocabulary', 'switches.kf'), SWITCH_WORDS);
    const errors = generator.run().diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) break;
    const texts = new Map(errors.map(({ span }) => [span.file, readFileSync(join(folder, span.file), 'utf8')]));
    const refused = new Set(
      errors.flatMap(({ span }) => numbersNear(texts.get(span.file) ?? '', span.start, span.end).map((n) => board[n - 1])),
    );
    const left = board.filter((one) => !refused.has(one));
    if (left.length === board.length) throw new Error(`no switch where the generator finds ${errors[0]?.message}`);
    board = left;
  }
  const module = join(folder, 'switched');
  mkdirSync(module);
  cpSync(join(out, kernel), module, { recursive: true });
  for (const file of readdirSync(module, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.js'))) {
    const path = join(module, file);
    writeFileSync(path, withSwitches(readFileSync(path, 'utf8')));
  }
  return { module, switches: new Map(board.map((one, i) => [one, i + 1])) };
}

/** The switches in a piece of a rewritten text, or else on its lines. */
function numbersNear(text: string, start: number, end: number): number[] {
  const numbers = (piece: string) => [...piece.matchAll(/\b(?:chosen|added)\((\d+)\)/g)].map(([, n]) => Number(n));
  const own = numbers(text.slice(start, end));
  return own.length > 0 ? own : numbers(text.slice(text.lastIndexOf('\n', start) + 1, text.indexOf('\n', end)));
}
