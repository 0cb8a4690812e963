/** What a call remembers while its arguments are checked; emitted code assigns the fields by the names the vocabulary has. */
export class CallMeta {
  /** Index of a map, -1 for none. */
  map = -1;
  map_uid = 0;
  raw_mode = false;
  access_size = 0;
  regno = 0;
  release_regno = 0;
  ref_obj_id = 0;
  mem_size = 0;
  msize_max_value = 0;
  /** Handle of a field of a map's value, -1 for none. */
  kptr_field = -1;
  uninit_dynptr_regno = 0;
  r0_size = 0;
  r0_rdonly = false;
  /** A BTF type, -1 for none. */
  ret_type = -1;
  subprogno = 0;

  reset(): void {
    this.map = -1;
    this.map_uid = 0;
    this.raw_mode = false;
    this.access_size = 0;
    this.regno = 0;
    this.release_regno = 0;
    this.ref_obj_id = 0;
    this.mem_size = 0;
    this.msize_max_value = 0;
    this.kptr_field = -1;
    this.uninit_dynptr_regno = 0;
    this.r0_size = 0;
    this.r0_rdonly = false;
    this.ret_type = -1;
    this.subprogno = 0;
  }
}
