import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ChatRecord, Person } from '../types.ts'
import { Impossible } from '../world/impossible.ts'
import { asksInline, choosesInline, sharesPrepared } from '../world/inline.ts'
import { entryFor } from '../world/views.ts'
import type { World } from '../world/world.ts'

const Question = z.object({ bot: z.int(), query: z.string().max(256), offset: z.string().max(64).optional() })
const Choice = z.object({ query: z.string().max(32), result: z.string().max(64) })

const Prepared = z.object({ id: z.string().max(32) })

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** Inline mode, as a person uses it in a chat: ask, and choose one of the results. */
export function inlineRoutes(app: FastifyInstance, world: World, place: Place) {
  app.post('/sim/people/:person/chats/:chat/inline', async (request, reply) => {
    const { person, chat } = place(request.params)
    const { bot: id, query, offset } = Question.parse(request.body)
    const bot = world.bots.get(id)
    if (!bot) throw new Impossible('There is no such bot.')
    const given = await asksInline(world, person, bot, query, { chat, ...(offset ? { offset } : {}) })
    return reply.type('application/json').send(JSON.stringify(given))
  })

  app.post('/sim/people/:person/chats/:chat/inline/choose', async (request) => {
    const { person, chat } = place(request.params)
    const { query, result } = Choice.parse(request.body)
    return entryFor(person.id, choosesInline(world, person, chat, query, result))
  })

  app.post('/sim/people/:person/chats/:chat/prepared', async (request) => {
    const { person, chat } = place(request.params)
    const { id } = Prepared.parse(request.body)
    return entryFor(person.id, sharesPrepared(world, person, chat, id))
  })
}
