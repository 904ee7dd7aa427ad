import { caller, type Envelope, upload } from '../../kit.ts'
import {
  createSimulator,
  type HandClock,
  handClock,
  type SimBot,
  type SimPerson,
  type Simulator,
} from '../../simulator.ts'
import { RIGHTS } from '../../world/right-names.ts'

/** Who and what the contract's rows speak of. */
export const ANN = 77
export const BLOCKS = 80
export const DELETED = 81
export const IN_GROUP_ONLY = 82
export const STRANGER = 83
export const GROUP = -501
export const KICKED_GROUP = -502
export const LEFT_GROUP = -503
export const SUPER = -1001000000001
export const KICKED_SUPER = -1001000000002
export const LEFT_SUPER = -1001000000003
export const MUTE = -1001000000004
export const FORUM = -1001000000005
export const POWERLESS_FORUM = -1001000000006
export const CHANNEL = -1001000000011
export const KICKED_CHANNEL = -1001000000012
export const LEFT_CHANNEL = -1001000000013

export interface Scene {
  sim: Simulator
  clock: HandClock
  bot: SimBot
  peer: SimBot
  ann: SimPerson
  call: (method: string, params?: object) => Promise<Envelope>
  send: ReturnType<typeof upload>
  /** A basic group that became a supergroup, its successor, and one that was deleted. */
  moved: number
  movedTo: number
  gone: number
}

const all = (names: readonly string[]) =>
  Object.fromEntries(names.filter((name) => name !== 'is_anonymous').map((name) => [name, true]))

/** A town with every kind of chat a bot can be in, or no longer be in. */
export async function openScene(): Promise<Scene> {
  const clock = handClock()
  const sim = await createSimulator({ clock, fetchUrls: 'loopback' })
  const bot = sim.bot({ username: 'contract_bot', name: 'Contract' })
  const peer = sim.bot({ username: 'peer_bot', name: 'Peer' })
  const ann = sim.person('Ann', { id: ANN })
  const [blocker, deleted] = [sim.person('Blocker', { id: BLOCKS }), sim.person('Deleted', { id: DELETED })]
  sim.person('Member', { id: IN_GROUP_ONLY })
  sim.person('Stranger', { id: STRANGER })
  for (const person of [ann, blocker, deleted]) sim.says(person, bot, '/start')
  sim.blocks(blocker, bot, true)
  sim.deactivates(deleted)
  const admin = { id: bot.id, status: 'administrator' as const, rights: all(RIGHTS) }
  const chat = (id: number, type: 'group' | 'supergroup' | 'channel', me: object, more: object = {}) =>
    sim.chat({
      id,
      type,
      title: `Chat ${id}`,
      ...more,
      members: [{ id: ANN, status: 'creator' }, { id: IN_GROUP_ONLY }, { id: bot.id, ...me }],
    })
  chat(GROUP, 'group', admin)
  chat(KICKED_GROUP, 'group', { status: 'kicked' })
  chat(LEFT_GROUP, 'group', { status: 'left' })
  chat(SUPER, 'supergroup', admin)
  chat(KICKED_SUPER, 'supergroup', { status: 'kicked' })
  chat(LEFT_SUPER, 'supergroup', { status: 'left' })
  chat(MUTE, 'supergroup', { status: 'restricted', permissions: {} })
  const topics = [
    { id: 2, name: 'Open', creator: ANN },
    { id: 3, name: 'Closed', creator: ANN, closed: true },
  ]
  chat(FORUM, 'supergroup', admin, { is_forum: true, topics })
  chat(POWERLESS_FORUM, 'supergroup', { status: 'member' }, { is_forum: true, topics })
  chat(CHANNEL, 'channel', admin)
  chat(KICKED_CHANNEL, 'channel', { status: 'kicked' })
  chat(LEFT_CHANNEL, 'channel', { status: 'left' })
  const moved = chat(-504, 'group', {})
  const gone = chat(-505, 'group', {})
  const movedTo = sim.migrates(ann, moved).id
  sim.destroys(ann, gone)
  return {
    ...{ sim, clock, bot, peer, ann, call: caller(sim, bot), send: upload(sim, bot) },
    ...{ moved: moved.id, movedTo, gone: gone.id },
  }
}
