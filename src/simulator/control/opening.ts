import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ChatRecord, Person } from '../types.ts'
import { invokesMethod } from '../world/app-methods.ts'
import { chatOfPerson } from '../world/chats.ts'
import { Impossible } from '../world/impossible.ts'
import { follows, launches, sendsData } from '../world/opening.ts'
import { entryFor } from '../world/views.ts'
import { WEB_APP_PUBLIC_KEY } from '../world/web-apps.ts'
import type { World } from '../world/world.ts'

const Which = z.union([
  z.strictObject({ message_id: z.int(), row: z.int().min(0), column: z.int().min(0) }),
  z.strictObject({ label: z.string().max(256).optional() }),
])
const Data = z.object({ label: z.string().max(256), data: z.string().max(4096) })
const Custom = z.object({ bot: z.int(), method: z.string().max(64), params: z.record(z.string(), z.unknown()) })
const Link = z.object({ link: z.string().max(1024), chat: z.int().optional() })

interface Parts {
  world: World
  personAt: (id: number) => Person
  place: (params: unknown) => { person: Person; chat: ChatRecord }
}

/** Mini Apps and links to bots, as a person opens them. */
export function openingRoutes(app: FastifyInstance, { world, personAt, place }: Parts) {
  app.post('/sim/people/:person/chats/:chat/app', async (request) => {
    const { person, chat } = place(request.params)
    const which = Which.parse(request.body ?? {})
    const button = 'message_id' in which ? { ...which, message: which.message_id } : which.label
    const { fromKeyboard: from_keyboard, ...launch } = launches(world, person, chat, button)
    return { ...launch, from_keyboard, public_key: WEB_APP_PUBLIC_KEY }
  })

  app.post('/sim/people/:person/chats/:chat/app-data', async (request) => {
    const { person, chat } = place(request.params)
    const { label, data } = Data.parse(request.body)
    return entryFor(person.id, sendsData(world, person, chat, label, data))
  })

  app.post('/sim/people/:person/app-method', async (request) => {
    const { person } = z.object({ person: z.coerce.number().int() }).parse(request.params)
    const { bot: id, method, params } = Custom.parse(request.body)
    const bot = world.bots.get(id)
    if (!bot) throw new Impossible('There is no such bot.')
    return { result: invokesMethod(world, personAt(person), bot, method, params) }
  })

  app.post('/sim/people/:person/links', async (request) => {
    const { person } = z.object({ person: z.coerce.number().int() }).parse(request.params)
    const who = personAt(person)
    const { link, chat } = Link.parse(request.body)
    return entryFor(who.id, follows(world, who, link, chat === undefined ? undefined : chatOfPerson(world, who, chat)))
  })
}
