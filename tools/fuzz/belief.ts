/** What a writer believes a register to hold. */
export type Belief =
  | { readonly is: 'nothing' | 'ctx' | 'number' | 'small' | 'zero' | 'mem' | 'other' }
  | { readonly is: 'value' | 'value_or_null'; readonly map: number; readonly off: number }
  | { readonly is: 'object' | 'object_or_null'; readonly of: 'ref' | 'member' | 'sock'; readonly held: boolean };

export const NOTHING: Belief = { is: 'nothing' };

/** A number of any size. */
export const isNumber = (belief: Belief) => belief.is === 'number' || belief.is === 'small';
