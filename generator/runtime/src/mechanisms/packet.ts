/** Pointers into packets that a helper has moved. */
import { everyRegister } from '../every-register.js';
import { markUnknown } from '../known.js';
import { BASE_TYPE_MASK, PTR_TO_PACKET, PTR_TO_PACKET_END, PTR_TO_PACKET_META, R_TYPE } from '../layout.js';
import type { Machine } from '../machine.js';

/** Every pointer into the packet, its metadata or to its end is any scalar from here on (clear_all_pkt_pointers). */
export function clear_all_pkt_pointers(m: Machine): void {
  everyRegister(m, (w, reg) => {
    const base = w[reg + R_TYPE] & BASE_TYPE_MASK;
    if (base === PTR_TO_PACKET || base === PTR_TO_PACKET_META || base === PTR_TO_PACKET_END) markUnknown(w, reg);
  });
}
