import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ChatRecord, Person } from '../types.ts'
import { movesLocation } from '../world/actions.ts'
import { entryFor } from '../world/views.ts'
import type { World } from '../world/world.ts'

const Path = z.object({ message: z.coerce.number().int() })
const Spot = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** A live location on its way: it moves, and it stops. */
export function liveLocationRoutes(app: FastifyInstance, world: World, place: Place) {
  app.patch('/sim/people/:person/chats/:chat/location/:message', async (request) => {
    const { person, chat } = place(request.params)
    const { message } = Path.parse(request.params)
    return entryFor(person.id, movesLocation(world, person, chat, message, Spot.parse(request.body)))
  })

  app.delete('/sim/people/:person/chats/:chat/location/:message', async (request) => {
    const { person, chat } = place(request.params)
    const { message } = Path.parse(request.params)
    return entryFor(person.id, movesLocation(world, person, chat, message, null))
  })
}
