/** What only the inspector asks for. */
import { get, send } from '../http.ts'
import type { ClockMode, ClockState, Fidelity, Lint, NewFault, Unsent, WaitingFault } from '../types.ts'

export const inspectorApi = {
  outbox: (signal?: AbortSignal) => get<{ attached: boolean; rows: Unsent[] }>('/sim/outbox', signal),
  lints: (signal?: AbortSignal) => get<{ lints: Lint[] }>('/sim/lints', signal),
  fidelity: (signal?: AbortSignal) => get<Fidelity>('/sim/fidelity', signal),
  faults: (signal?: AbortSignal) => get<{ faults: WaitingFault[] }>('/sim/faults', signal),
  addFault: (fault: NewFault) => send<unknown>('POST', '/sim/faults', fault),
  clearFaults: () => send<unknown>('DELETE', '/sim/faults'),
  clock: (signal?: AbortSignal) => get<ClockState>('/sim/clock', signal),
  setClock: (mode: ClockMode, factor: number) => send<ClockState>('PUT', '/sim/clock', { mode, factor }),
  advance: (ms: number) => send<ClockState>('POST', '/sim/clock/advance', { ms }),
}
