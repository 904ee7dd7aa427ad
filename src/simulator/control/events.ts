import type { FastifyReply } from 'fastify'
import type { ChatRecord } from '../types.ts'
import { pageId, watchers } from '../world/chats.ts'
import { draftIn, entryIn } from '../world/views.ts'
import type { World, WorldEvent } from '../world/world.ts'

/** Real milliseconds: the page says "stale" after twelve seconds of silence. */
const PING = 10_000

/** Streams what one person sees happen, and what the inspector shows, as server-sent events. */
export function stream(world: World, person: number, reply: FastifyReply) {
  reply.hijack()
  const out = reply.raw
  out.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  })
  out.write(': hello\n\n')
  const listener = (event: WorldEvent) => {
    const told = tellTo(world, person, event)
    if (told) out.write(`event: ${told.name}\ndata: ${JSON.stringify(told.data)}\n\n`)
  }
  world.listeners.add(listener)
  const ping = setInterval(() => out.write('event: ping\ndata: {}\n\n'), PING)
  out.on('close', () => {
    clearInterval(ping)
    world.listeners.delete(listener)
  })
}

function tellTo(world: World, person: number, event: WorldEvent): { name: string; data: unknown } | null {
  const sees = (chat: ChatRecord) => [...watchers(world, chat)].includes(person)
  switch (event.type) {
    case 'entry':
      return sees(event.chat)
        ? { name: 'entry', data: { chat: pageId(event.chat), entry: entryIn(world, person, event.stored) } }
        : null
    case 'removed':
      return sees(event.chat)
        ? { name: 'removed', data: { chat: pageId(event.chat), message_id: event.message } }
        : null
    case 'typing':
      return sees(event.chat) ? { name: 'typing', data: { chat: pageId(event.chat), action: event.action } } : null
    case 'draft':
      return sees(event.chat)
        ? { name: 'draft', data: { chat: pageId(event.chat), draft: draftIn(world, event.chat) } }
        : null
    case 'chats':
      return { name: 'chats', data: {} }
    case 'person':
      return { name: 'person', data: event.person }
    case 'call':
      return { name: 'call', data: event.call }
    case 'update':
      return { name: 'update', data: event.update }
    case 'lint':
      return { name: 'lint', data: event.lint }
    case 'app':
      return event.person === person ? { name: 'app', data: { query_id: event.query } } : null
    case 'bots':
    case 'faults':
    case 'clock':
    case 'payout':
    case 'github':
    case 'llm':
    case 'sheets':
      return { name: event.type, data: {} }
    case 'queued':
      return null
  }
}
