import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Fault } from '../api/faults.ts'
import { KINDS } from '../api/methods/updates.ts'
import type { Core } from '../core.ts'
import { isMovable, rateOf } from '../movable-clock.ts'
import { deactivate, revokeToken } from '../world/accounts.ts'
import { forgetLinks } from '../world/files.ts'
import { Impossible } from '../world/impossible.ts'
import { announce } from '../world/world.ts'
import { tidy } from './specs.ts'

const MOST_MS = 366 * 86_400_000
const Which = z.object({
  bot: z.int().optional(),
  method: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{1,64}$/)
    .optional(),
  chat: z.int().optional(),
  text: z.string().min(1).max(256).optional(),
  after: z.int().min(0).max(100_000).optional(),
  times: z.int().min(1).max(100_000).optional(),
  probability: z.number().min(0).max(1).optional(),
  seed: z.int().optional(),
})
const Milliseconds = z.int().min(1).max(600_000)
const WhichUpdate = Which.omit({ method: true }).extend({ update: z.enum(KINDS).optional() })
const NewFault = z.discriminatedUnion('kind', [
  Which.extend({ kind: z.literal('429'), retry_after: z.int().min(0).max(86_400) }),
  Which.extend({ kind: z.enum(['500', 'drop-before', 'drop-after', 'hang', 'html-413', 'html-502', 'truncate']) }),
  Which.extend({ kind: z.literal('slow'), ms: Milliseconds }),
  WhichUpdate.extend({ kind: z.literal('delay-update'), ms: Milliseconds }),
  WhichUpdate.extend({ kind: z.enum(['reorder-update', 'duplicate-update']) }),
])
const Mode = z.object({
  mode: z.enum(['real', 'scaled', 'hand']),
  factor: z.number().min(0.1).max(1000).default(1),
})

/** Faults and the clock, switched from outside. */
export function switchRoutes(app: FastifyInstance, { world, faults }: Core) {
  app.get('/sim/faults', async () => ({
    faults: faults.waiting().map(({ fault, left }) => ({ ...fault, left: Number.isFinite(left) ? left : null })),
  }))
  app.post('/sim/faults', async (request) => {
    faults.add(tidy<Fault>(NewFault.parse(request.body)))
    announce(world, 'faults')
    return {}
  })
  app.delete('/sim/faults', async () => {
    faults.clear()
    announce(world, 'faults')
    return {}
  })

  app.post('/sim/files/expire', async () => {
    forgetLinks(world)
    return {}
  })
  app.post('/sim/bots/:bot/token', async (request) => {
    const { bot: id } = z.object({ bot: z.coerce.number().int() }).parse(request.params)
    const bot = world.bots.get(id)
    if (!bot) throw new Impossible('There is no such bot.')
    return { token: revokeToken(world, bot) }
  })
  app.post('/sim/people/:person/deactivate', async (request) => {
    const { person: id } = z.object({ person: z.coerce.number().int() }).parse(request.params)
    const person = world.people.get(id)
    if (!person) throw new Impossible('There is no such person.')
    deactivate(world, person)
    return {}
  })

  const clock = () => ({
    now: world.clock.now().toISOString(),
    mode: isMovable(world.clock) ? world.clock.mode() : 'hand',
    factor: rateOf(world.clock),
  })
  const movable = () => {
    if (!isMovable(world.clock)) throw new Impossible("This simulator's clock is in the hands of whoever made it.")
    return world.clock
  }
  app.get('/sim/clock', async () => clock())
  app.put('/sim/clock', async (request) => {
    const { mode, factor } = Mode.parse(request.body)
    movable().become(mode, factor)
    announce(world, 'clock')
    return clock()
  })
  app.post('/sim/clock/advance', async (request) => {
    const { ms } = z.object({ ms: z.int().min(1).max(MOST_MS) }).parse(request.body)
    await movable().advance(ms)
    announce(world, 'clock')
    return clock()
  })
}
