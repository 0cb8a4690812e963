import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from '../../../generator/grammar/parse.js';
import type { RegisterTypes } from '../../../generator/runtime/src/abi.js';
import * as layout from '../../../generator/runtime/src/layout.js';
import { regTypeStr } from '../../../generator/runtime/src/regtype.js';

const path = new URL('../../../spec/registers.kf', import.meta.url);
const { file, diagnostics } = parse('spec/registers.kf', readFileSync(path, 'utf8'));

const types: RegisterTypes = {
  base: file.declarations.flatMap((d) => (d.kind === 'register_type' ? [d.prints] : [])),
  names: file.declarations.flatMap((d) => (d.kind === 'register_type' ? [d.name.text] : [])),
  flags: file.declarations.flatMap((d) =>
    d.kind === 'register_flag' ? [{ name: d.name.text, bit: d.bit, prints: d.prints, suffix: d.suffix }] : [],
  ),
};

describe('spec/registers.kf and layout.ts agree', () => {
  const values: Record<string, number> = {
    not_init: layout.NOT_INIT,
    scalar: layout.SCALAR,
    ctx: layout.PTR_TO_CTX,
    map_ptr: layout.CONST_PTR_TO_MAP,
    map_value: layout.PTR_TO_MAP_VALUE,
    map_key: layout.PTR_TO_MAP_KEY,
    stack: layout.PTR_TO_STACK,
    packet_meta: layout.PTR_TO_PACKET_META,
    packet: layout.PTR_TO_PACKET,
    packet_end: layout.PTR_TO_PACKET_END,
    flow_keys: layout.PTR_TO_FLOW_KEYS,
    socket: layout.PTR_TO_SOCKET,
    sock_common: layout.PTR_TO_SOCK_COMMON,
    tcp_sock: layout.PTR_TO_TCP_SOCK,
    tp_buffer: layout.PTR_TO_TP_BUFFER,
    xdp_sock: layout.PTR_TO_XDP_SOCK,
    btf_id: layout.PTR_TO_BTF_ID,
    mem: layout.PTR_TO_MEM,
    buf: layout.PTR_TO_BUF,
    func: layout.PTR_TO_FUNC,
    dynptr: layout.PTR_TO_DYNPTR,
  };
  const flags: Record<string, number> = {
    maybe_null: layout.MAYBE_NULL,
    rdonly: layout.MEM_RDONLY,
    alloc: layout.MEM_ALLOC,
    user: layout.MEM_USER,
    percpu: layout.MEM_PERCPU,
    obj_release: layout.OBJ_RELEASE,
    untrusted: layout.PTR_UNTRUSTED,
    uninit: layout.MEM_UNINIT,
  };

  it('on types, in order', () => {
    expect(diagnostics).toEqual([]);
    expect(types.names).toEqual(Object.keys(values));
    for (const d of file.declarations)
      if (d.kind === 'register_type') expect([d.name.text, d.value]).toEqual([d.name.text, values[d.name.text]]);
  });

  it('on flags', () => {
    expect(Object.fromEntries(types.flags.map((f) => [f.name, 1 << f.bit]))).toEqual(flags);
  });
});

describe('register types print as reg_type_str() prints them', () => {
  it.each([
    [layout.NOT_INIT, '?'],
    [layout.SCALAR, 'scalar'],
    [layout.PTR_TO_STACK, 'fp'],
    [layout.PTR_TO_MAP_VALUE, 'map_value'],
    [layout.PTR_TO_MAP_VALUE | layout.MAYBE_NULL, 'map_value_or_null'],
    [layout.PTR_TO_BTF_ID, 'ptr_'],
    [layout.PTR_TO_BTF_ID | layout.MAYBE_NULL, 'ptr_or_null_'],
    [layout.PTR_TO_BTF_ID | layout.PTR_UNTRUSTED | layout.MAYBE_NULL, 'untrusted_ptr_or_null_'],
    [layout.PTR_TO_BTF_ID | layout.MEM_PERCPU, 'percpu_ptr_'],
    [layout.PTR_TO_BTF_ID | layout.MEM_USER, 'user_ptr_'],
    [layout.PTR_TO_MEM | layout.MEM_RDONLY | layout.MAYBE_NULL, 'rdonly_mem_or_null'],
    [layout.PTR_TO_MEM | layout.MEM_ALLOC, 'alloc_mem'],
    [layout.PTR_TO_MEM | layout.MEM_RDONLY | layout.MEM_ALLOC, 'alloc_mem'],
    [layout.PTR_TO_BTF_ID | layout.MEM_RDONLY | layout.PTR_UNTRUSTED, 'untrusted_ptr_'],
    [layout.PTR_TO_SOCKET | layout.MAYBE_NULL, 'sock_or_null'],
    [layout.PTR_TO_BUF | layout.MEM_RDONLY, 'rdonly_buf'],
    [layout.PTR_TO_MEM | layout.MEM_UNINIT, 'mem'],
  ])('%d: %s', (type, text) => {
    expect(regTypeStr(types, type)).toBe(text);
  });
});
