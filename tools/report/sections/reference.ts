import type { Cell } from '../layout.js';
import { table } from '../layout.js';
import { placeName } from '../path.js';
import type { ReferenceStory } from '../reference.js';
import type { Scene } from '../scene.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** Where a reference was acquired, and where its last copy was lost. */
export function referenceSection(scene: Scene, { step, acquired, holders, lost }: ReferenceStory, style: Style): Section {
  const { path, program, frame } = scene;
  const row = (step: number, state: string, remark: string): Cell[] => [
    { text: String(path.insn(step)), paint: style.faint, right: true },
    { text: scene.disassemble(program, path.insn(step)) ?? '' },
    { text: remark, paint: style.mark },
    { text: state },
  ];
  if (acquired === null) return { title: 'The reference', lines: table([row(step, '', 'acquired here')]) };
  const rows = [row(step, `${placeName(acquired.place, frame)}=${acquired.held.text}`, 'acquired here')];
  if (holders.length > 0) {
    const places = holders.map((place) => placeName(place, frame)).join(', ');
    rows.push([{ text: '' }, { text: `still held in ${places} at the end`, paint: style.mark }]);
  } else if (lost !== null) {
    rows.push(row(lost.step, '', `the last copy, in ${placeName(lost.place, frame)}, is lost here`));
  }
  return { title: `The reference id=${acquired.held.reference}`, lines: table(rows) };
}
