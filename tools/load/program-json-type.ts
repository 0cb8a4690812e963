/** Program JSON as it is written; see `PROGRAM_FORMAT`. */
export interface ProgramJson {
  readonly format: string;
  readonly name: string;
  readonly progType: string;
  readonly expectedAttachType: string | null;
  readonly attachTo: string | null;
  readonly progFlags: readonly string[];
  readonly license: string;
  /** 16 hexadecimal digits for each slot. */
  readonly insns: string;
  readonly maps: readonly MapJson[];
  readonly kfuncs: readonly (string | null)[];
  /** Base64 of raw BTF blobs. */
  readonly btfs: readonly string[];
  readonly progBtf: number | null;
  readonly funcInfo: readonly (readonly [number, number])[];
}

export interface MapJson {
  readonly name: string;
  readonly type: string;
  readonly keySize: number;
  readonly valueSize: number;
  readonly maxEntries: number;
  readonly flags: number;
  /** Index of an earlier map. */
  readonly inner: number | null;
  readonly btf: { readonly blob: number; readonly key: number; readonly value: number } | null;
  /** Nobody outside of programs writes to it any more. */
  readonly frozen?: boolean;
  /** What a frozen array of one entry holds, in base64. */
  readonly contents?: string;
}
