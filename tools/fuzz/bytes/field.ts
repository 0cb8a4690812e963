/** A number that a format has at a place of a file. Fields of one kind hold values of one sort, so that one may stand in for another. */
export interface Field {
  readonly at: number;
  readonly size: 1 | 2 | 4 | 8;
  /** Such as `section.offset` or `btf.type.size`. */
  readonly kind: string;
}

/** Numbers at a place, one behind the other. */
export type Layout = readonly (readonly [name: string, size: Field['size']])[];

/** The fields of a record at a place. */
export function* record(at: number, what: string, layout: Layout): Iterable<Field> {
  let place = at;
  for (const [name, size] of layout) {
    yield { at: place, size, kind: `${what}.${name}` };
    place += size;
  }
}
