import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ChatRecord, Person } from '../types.ts'
import { movesLocation } from '../world/actions.ts'
import { entryFor } from '../world/views.ts'
import type { World } from '../world/world.ts'

const Message = z.object({ message: z.coerce.number().int() })
const Spot = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  heading: z.int().min(1).max(360).optional(),
})

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** A live location moves, and ends. */
export function placeRoutes(app: FastifyInstance, world: World, place: Place) {
  app.patch('/sim/people/:person/chats/:chat/location/:message', async (request) => {
    const { person, chat } = place(request.params)
    const { heading, ...spot } = Spot.parse(request.body)
    const where = heading === undefined ? spot : { ...spot, heading }
    return entryFor(person.id, movesLocation(world, person, chat, Message.parse(request.params).message, where))
  })

  app.delete('/sim/people/:person/chats/:chat/location/:message', async (request) => {
    const { person, chat } = place(request.params)
    return entryFor(person.id, movesLocation(world, person, chat, Message.parse(request.params).message, null))
  })
}
