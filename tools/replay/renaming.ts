/**
 * Ids count what the verifier makes: two walks that look at different things before they meet give the same thing different numbers. A
 * renaming is what makes one walk's ids the other's, each of one to one of the other.
 */
export class Renaming {
  readonly #ours = new Map<number, number>();
  readonly #theirs = new Map<number, number>();

  /** Can the two be the same, after all that was said before? Then they are from here on. */
  same(theirs: number, ours: number): boolean {
    const known = this.#ours.get(theirs);
    if (known !== undefined) return known === ours;
    if (this.#theirs.has(ours)) return false;
    this.#ours.set(theirs, ours);
    this.#theirs.set(ours, theirs);
    return true;
  }

  /** Are two texts the same when ids are renamed? */
  sameText(theirs: string, ours: string): boolean {
    if (!theirs.includes('id=')) return theirs === ours;
    if (theirs.replace(ID, '$1=') !== ours.replace(ID, '$1=')) return false;
    const left = idsIn(theirs);
    const right = idsIn(ours);
    return left.length === right.length && left.every((id, i) => this.same(id, right[i] ?? 0));
  }

  /** Are two lists of ids the same? */
  sameList(theirs: readonly number[], ours: readonly number[]): boolean {
    return theirs.length === ours.length && theirs.every((id, i) => this.same(id, ours[i] ?? 0));
  }
}

const ID = /\b(id|ref_obj_id)=[0-9]{1,10}/g;

function idsIn(text: string): number[] {
  return [...text.matchAll(ID)].map(([match]) => Number(match.slice(match.indexOf('=') + 1)));
}
