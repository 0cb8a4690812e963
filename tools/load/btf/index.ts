export { BtfBuilder, type NewMember } from './build.js';
export { type FoundKptr, findValueFields, type KernelTypes, type KptrTags, MAX_KPTRS, type ValueFields } from './fields.js';
export { KIND, kindName } from './kinds.js';
export { checkMapBtf, type MapShape, sizedType } from './map_check.js';
export { type ParseBtfOptions, parseBtf } from './parse.js';
export { parseSplitBtf } from './split.js';
export { Btf, type BtfMember, type BtfSecVar } from './table.js';
