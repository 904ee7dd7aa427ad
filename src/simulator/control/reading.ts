import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { ChatRecord, Person } from '../types.ts'
import { markRead, topicOfMessage, unreadIn } from '../world/reading.ts'
import { topicsOf } from '../world/topics.ts'
import { draftIn, entryIn } from '../world/views.ts'
import { millis, type World } from '../world/world.ts'

const id = z.coerce.number().int()
const Window = z.object({
  before: id.optional(),
  thread: id.optional(),
  limit: id.pipe(z.number().min(1).max(200)).default(50),
})
const MOST_PINNED = 20

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** What a person sees of a chat and of its topics. */
export function readingRoutes(app: FastifyInstance, world: World, place: Place) {
  app.get('/sim/people/:person/chats/:chat/messages', async (request) => {
    const { person, chat } = place(request.params)
    const { before, thread, limit } = Window.parse(request.query)
    const isHere = (topic: number) => thread === undefined || topic === thread
    const here = [...chat.messages.values()].filter((stored) => isHere(topicOfMessage(stored)))
    const all = here.filter((stored) => before === undefined || stored.message.message_id < before)
    const isTyping = chat.typing && chat.typing.until > millis(world)
    return {
      entries: all.slice(-limit).map((stored) => entryIn(world, person.id, stored)),
      more: all.length > limit,
      typing: isTyping ? chat.typing?.action : null,
      draft: draftIn(world, chat),
      reply_keyboard: chat.keyboard,
      blocked: chat.blocked,
      pinned: here
        .filter(({ message }) => chat.pinned.includes(message.message_id))
        .slice(-MOST_PINNED)
        .reverse()
        .map((stored) => entryIn(world, person.id, stored)),
    }
  })

  app.get('/sim/people/:person/chats/:chat/topics', async (request) => {
    const { person, chat } = place(request.params)
    return topicsOf(chat).map(({ id, name, color, closed, hidden = false }) => ({
      id,
      name,
      color,
      closed,
      hidden,
      unread: unreadIn(chat, person.id, id),
    }))
  })

  app.post('/sim/people/:person/chats/:chat/read', async (request) => {
    const { person, chat } = place(request.params)
    const { thread } = z.object({ thread: z.int().min(1).optional() }).parse(request.body ?? {})
    markRead(world, chat, person.id, thread)
    return {}
  })
}
