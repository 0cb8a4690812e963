import { model } from './model.js';
import { syntax } from './syntax.js';

/** Every diagnostic that a spec can get, by code. One file for each area; a new code is a new entry there, nothing else. */
export const catalogue = { ...syntax, ...model } as const;

export type Code = keyof typeof catalogue;
