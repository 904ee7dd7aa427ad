import type { FastifyInstance, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { fileName } from '../api/body.ts'
import type { ChatRecord, Person, StoredMessage } from '../types.ts'
import type { Where } from '../world/actions.ts'
import { chatOfPerson } from '../world/chats.ts'
import { factsOf } from '../world/facts.ts'
import { addPhoto } from '../world/files.ts'
import { Impossible } from '../world/impossible.ts'
import { vote } from '../world/polls.ts'
import * as sends from '../world/sends.ts'
import { choicesFor, type Given, shares } from '../world/shares.ts'
import { entryFor } from '../world/views.ts'
import type { World } from '../world/world.ts'

const number = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const words = (most: number) => z.string().max(most)
const Spot = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
const FileFields = z.object({
  kind: z.enum(['document', 'photo', 'voice', 'video', 'audio', 'animation', 'sticker', 'video_note']),
  caption: words(1024).optional(),
  duration: number(0, 86_400).optional(),
  width: number(0, 10_000).optional(),
  height: number(0, 10_000).optional(),
  title: words(128).optional(),
  performer: words(128).optional(),
  message_thread_id: number(1, 0x7fffffff).optional(),
})
const SentSticker = z.object({ emoji: words(16) })
const SentContact = z.object({
  phone_number: words(32),
  first_name: words(64),
  last_name: words(64).optional(),
  user_id: z.int().optional(),
})
const SentVenue = Spot.extend({ title: words(256).min(1), address: words(256) })
const SentDice = z.object({ emoji: words(16).optional() })
const SentPoll = z.object({
  question: words(300).min(1),
  options: z.array(words(100).min(1)).min(1).max(12),
  anonymous: z.boolean().optional(),
  multiple: z.boolean().optional(),
  correct: z.int().min(0).optional(),
})
const Shared = z.object({
  label: words(256),
  location: Spot.extend({ live_period: z.int().min(60).max(0x7fffffff).optional() }).optional(),
  poll: SentPoll.optional(),
  users: z.array(z.int()).max(10).optional(),
  chat: z.int().optional(),
})
/** Whatever is sent may say the topic it is for. */
const Topic = z.looseObject({ message_thread_id: z.int().min(1).optional() })
const Forward = z.object({ message_id: z.int(), to: z.int() })

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** Files that come with a request; a form's fields belong to all of them, a caption to the first. */
export async function readFiles(request: FastifyRequest): Promise<{ files: sends.PersonFile[]; where: Where }> {
  const fields: Record<string, string> = {}
  const uploads: { name: string; mime: string; bytes: Buffer }[] = []
  for await (const part of request.parts()) {
    if (part.type === 'file')
      uploads.push({ name: fileName(part.filename), mime: part.mimetype, bytes: await part.toBuffer() })
    else fields[part.fieldname] = String(part.value)
  }
  const { caption, message_thread_id, ...given } = FileFields.parse(fields)
  const files: sends.PersonFile[] = []
  for (const [i, upload] of uploads.entries()) {
    const facts = await factsOf(upload.bytes, upload.mime)
    files.push({ ...facts, ...present(given), ...upload, ...(i === 0 && caption ? { caption } : {}) })
  }
  return { files, where: inThread(message_thread_id) }
}

const inThread = (thread: number | undefined): Where => (thread === undefined ? {} : { thread })

/** Without what was not given: an absent field is not an undefined one. */
const present = <T extends object>(given: T) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>
  }

/** What a person sends besides words, files and places. */
export function sendRoutes(app: FastifyInstance, world: World, place: Place) {
  type Act = (person: Person, chat: ChatRecord, body: unknown, where: Where) => StoredMessage
  const post = (what: string, act: Act) =>
    app.post(`/sim/people/:person/chats/:chat/${what}`, async (request) => {
      const { person, chat } = place(request.params)
      const { message_thread_id, ...body } = Topic.parse(request.body ?? {})
      return entryFor(person.id, act(person, chat, body, inThread(message_thread_id)))
    })

  post('sticker', (person, chat, body, where) =>
    sends.sendsSticker(world, person, chat, SentSticker.parse(body).emoji, where),
  )
  post('contact', (person, chat, body, where) => {
    const given = Object.keys(body as object).length > 0 ? present(SentContact.parse(body)) : undefined
    return sends.sendsContact(world, person, chat, given as Parameters<typeof sends.sendsContact>[3], where)
  })
  post('venue', (person, chat, body, where) => {
    const { latitude, longitude, title, address } = SentVenue.parse(body)
    return sends.sendsVenue(world, person, chat, { location: { latitude, longitude }, title, address }, where)
  })
  post('dice', (person, chat, body, where) => sends.sendsDice(world, person, chat, SentDice.parse(body).emoji, where))
  post('poll', (person, chat, body, where) =>
    sends.sendsPoll(world, person, chat, present(SentPoll.parse(body)), where),
  )
  post('share', (person, chat, body) => {
    const { label, ...given } = Shared.parse(body)
    return shares(world, person, chat, label, present(given) as Given)
  })
  app.get('/sim/people/:person/chats/:chat/choices', async (request) => {
    const { person, chat } = place(request.params)
    const { label } = z.object({ label: words(256) }).parse(request.query)
    const { users, chats, most } = choicesFor(world, person, chat, label)
    return {
      ...(users ? { users } : {}),
      ...(chats ? { chats: chats.map(({ id, kind, title }) => ({ id, type: kind, title })) } : {}),
      most,
    }
  })
  post('forward', (person, chat, body) => {
    const { message_id, to } = Forward.parse(body)
    const target = chatOfPerson(world, person, to)
    if (!target) throw new Impossible('There is no such chat.')
    return sends.forwards(world, person, chat, message_id, target)
  })

  app.post('/sim/people/:person/chats/:chat/vote', async (request) => {
    const { person } = place(request.params)
    const { poll, options } = z.object({ poll: words(32), options: z.array(z.int()).max(12) }).parse(request.body)
    return vote(world, person, poll, options)
  })

  app.delete('/sim/people/:person/chats/:chat/messages/:message', async (request) => {
    const { person, chat } = place(request.params)
    const { message } = z.object({ message: z.coerce.number().int() }).parse(request.params)
    sends.deletes(world, person, chat, message)
    return {}
  })

  app.post('/sim/people/:person/photo', async (request) => {
    const { person } = z.object({ person: z.coerce.number().int() }).parse(request.params)
    const file = await request.file()
    if (!file) throw new Impossible('There is no file.')
    addPhoto(world, person, await file.toBuffer())
    return {}
  })
}
