import { readFileSync } from 'node:fs';
import { helperNames } from '../../tools/load/bpfasm/helper-names.js';
import type { KernelFacts } from '../../tools/load/kernel-facts.js';

/** Tag names of 6.1 and of 6.4 and later. */
export const FACTS_6_1: KernelFacts = { kptrTags: { unref: 'kptr', ref: 'kptr_ref' } };
export const FACTS_6_12: KernelFacts = { kptrTags: { unref: 'kptr_untrusted', ref: 'kptr' } };

const ids: Record<string, number> = JSON.parse(readFileSync(new URL('./uapi_helpers.json', import.meta.url), 'utf8'));

/** Every helper of the UAPI: the loaders take the names that the generated package has, these tests all of them. */
export const UAPI_HELPERS = helperNames(Object.entries(ids).map(([name, id]) => ({ name, id })));
