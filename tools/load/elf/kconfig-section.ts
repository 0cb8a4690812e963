import { KIND } from '../btf/index.js';
import { failed, type Loaded, loaded, within } from '../result.js';
import { type KconfigKind, kconfigKind } from './kconfig.js';
import type { KernelConfig } from './kconfig-file.js';
import { kconfigNumber, kconfigValue } from './kconfig-value.js';
import type { ObjectBtf } from './object-btf.js';
import type { TargetTypes } from './target.js';

/** A variable that is `extern` with `__kconfig`. */
export interface Setting {
  readonly name: string;
  readonly weak: boolean;
  /** Its type in the object's BTF. */
  readonly type: number;
}

/** What settings get their values from. */
export interface KconfigContext {
  /** Without it no value is known, and every setting counts as set. */
  readonly kconfig?: KernelConfig | undefined;
  readonly target?: TargetTypes | undefined;
  /** Has the kernel a helper of that name, without `bpf_`. */
  readonly hasHelper?: ((name: string) => boolean) | undefined;
}

/** The section `.kconfig` as a loader fills it. */
export interface KconfigSection {
  /** Bytes; 0 when there is no such section. */
  readonly size: number;
  readonly contents: Uint8Array;
  readonly unknownContents: readonly (readonly [from: number, to: number])[];
  /** Where each setting lies, or what is wrong with it; in the order of the settings. */
  readonly offsets: readonly Loaded<number>[];
}

interface Placed {
  readonly setting: Setting;
  readonly kind: KconfigKind;
  readonly offset: number;
}

/** Gives the settings their places, the most aligned and smallest first, and their values. */
export function placeSettings(object: ObjectBtf, settings: readonly Setting[], context: KconfigContext): KconfigSection {
  const kinds = settings.map((setting) => within(`extern (kcfg) '${setting.name}'`, kconfigKind(object.btf, setting.type)));
  const { placed, size } = place(settings.flatMap((setting, i) => (kinds[i]?.ok ? [{ setting, kind: kinds[i].value }] : [])));
  if (placed.length > 0) object.placeKconfig(new Map(placed.map(({ setting, offset }) => [setting.name, offset])), size);
  const contents = new Uint8Array(size);
  const unknownContents: (readonly [number, number])[] = [];
  const wrong = new Map<Setting, Loaded<number>>();
  for (const { setting, kind, offset } of placed) {
    const value = settingValue(setting, kind, context);
    if (!value.ok) wrong.set(setting, value);
    else if (value.value === 'unknown') unknownContents.push([offset, offset + kind.size]);
    else contents.set(value.value, offset);
  }
  const offsets = settings.map((setting, i): Loaded<number> => {
    const kind = kinds[i];
    if (kind !== undefined && !kind.ok) return kind;
    return wrong.get(setting) ?? loaded(placed.find((p) => p.setting === setting)?.offset ?? 0);
  });
  return { size, contents, unknownContents, offsets };
}

function place(settings: readonly { readonly setting: Setting; readonly kind: KconfigKind }[]): { placed: Placed[]; size: number } {
  const sorted = [...settings].sort(
    (a, b) => b.kind.align - a.kind.align || a.kind.size - b.kind.size || compareText(a.setting.name, b.setting.name),
  );
  let size = 0;
  const placed = sorted.map(({ setting, kind }): Placed => {
    const offset = Math.ceil(size / kind.align) * kind.align;
    size = offset + kind.size;
    return { setting, kind, offset };
  });
  return { placed, size };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Value = Loaded<Uint8Array | 'unknown'>;

const ZERO: Value = loaded(new Uint8Array(0));

function settingValue(setting: Setting, kind: KconfigKind, context: KconfigContext): Value {
  const { name, weak } = setting;
  const of = `extern (kcfg) '${name}'`;
  if (!name.startsWith('CONFIG_')) return within(of, virtualValue(setting, kind, context));
  if (context.kconfig === undefined) return loaded('unknown');
  const text = context.kconfig.settings.get(name);
  if (text !== undefined) return within(of, kconfigValue(kind, text));
  return weak ? ZERO : failed(`extern '${name}' (strong): not resolved`);
}

/** Settings that the loader makes out itself. */
function virtualValue({ name, weak }: Setting, kind: KconfigKind, { kconfig, target, hasHelper }: KconfigContext): Value {
  switch (name) {
    case 'LINUX_KERNEL_VERSION': {
      if (kconfig?.version === undefined) return loaded('unknown');
      const [major, minor, patch] = kconfig.version;
      return kconfigNumber(kind, BigInt((major << 16) | (minor << 8) | Math.min(patch, 255)));
    }
    case 'LINUX_HAS_BPF_COOKIE':
      return hasHelper === undefined ? loaded('unknown') : kconfigNumber(kind, hasHelper('get_attach_cookie') ? 1n : 0n);
    case 'LINUX_HAS_SYSCALL_WRAPPER':
      return target === undefined ? loaded('unknown') : kconfigNumber(kind, WRAPPERS.some((fn) => target.find(KIND.func, fn)) ? 1n : 0n);
    default:
      return weak && name.startsWith('LINUX_') ? ZERO : failed('unrecognized virtual extern');
  }
}

/** What the system call bpf is called where system calls have wrappers, by architecture. */
const WRAPPERS = ['__x64_sys_bpf', '__arm64_sys_bpf', '__s390x_sys_bpf', '__riscv_sys_bpf'];
