import type { Cell } from '../layout.js';
import { table } from '../layout.js';
import type { Names } from '../names.js';
import { type Path, type Place, placeName } from '../path.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** A register to show, with the name of the parameter it is passed for. */
export interface Shown {
  readonly place: Place;
  readonly parameter?: string;
}

const UNSET = 'never written, or unreadable since a call';
const NOT_SHOWN = 'set in an earlier part of the path, which is not shown, if at all';

/** What registers held when the instruction at fault was reached, the one it is about marked. */
export function registers(path: Path, shown: readonly Shown[], main: number | null, names: Names, style: Style): Section {
  const rows = shown.map(({ place, parameter }): Cell[] => {
    const marked = place.index === main;
    const held = path.after(path.length - 1, place);
    const unset = held === null || held.isUnset;
    const name = names.address(held);
    const remarks = [name === null ? '' : name + names.ofMap(held), held?.maybeNull ? 'not checked for NULL on this path' : ''];
    return [
      { text: marked ? '>' : ' ', paint: style.mark },
      { text: placeName(place, place.frame), paint: marked ? style.mark : style.name },
      { text: parameter ?? '', paint: style.faint },
      unset ? { text: held === null && path.truncated ? NOT_SHOWN : UNSET, paint: style.faint } : { text: held.text },
      { text: remarks.filter((remark) => remark !== '').join(', '), paint: style.faint },
    ];
  });
  const named = rows.some((row) => row[2]?.text !== '');
  return { title: 'Registers', lines: table(named ? rows : rows.map((row) => row.filter((_, i) => i !== 2))) };
}
