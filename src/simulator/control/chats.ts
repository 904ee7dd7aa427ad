import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Core } from '../core.ts'
import type { ChatRecord, Person } from '../types.ts'
import { isIn } from '../world/chats.ts'
import { chatById } from '../world/details.ts'
import * as acts from '../world/group-acts.ts'
import { Impossible } from '../world/impossible.ts'
import { memberOf } from '../world/members.ts'
import { addChat, addWorld } from '../world/spec.ts'
import * as topicActs from '../world/topic-acts.ts'
import { userOf } from '../world/world.ts'
import { readChat, readPlace, readReactions, readWorld, tidy, Username } from './specs.ts'

const id = z.coerce.number().int()
const Title = z.string().trim().min(1).max(128)
const Member = z.object({ member: id })
const TopicPath = z.object({ topic: id })
const Found = z.object({
  type: z.enum(['group', 'supergroup', 'channel']),
  title: Title,
  username: Username.optional(),
})
const Look = z.object({
  title: Title.optional(),
  description: z.string().max(255).optional(),
  is_forum: z.boolean().optional(),
})
const NewTopic = z.object({ name: Title, color: z.int().optional(), emoji: z.string().optional() })
const TopicChange = z.object({
  name: Title.optional(),
  emoji: z.string().optional(),
  closed: z.boolean().optional(),
  hidden: z.boolean().optional(),
})

type Place = (params: unknown) => { person: Person; chat: ChatRecord }

/** Groups, channels, topics and reactions over HTTP: what suites in other languages set up, and what people do. */
export function chatRoutes(app: FastifyInstance, { world }: Core, personAt: (id: number) => Person, place: Place) {
  app.post('/sim/world', async (request) => {
    addWorld(world, readWorld(request.body))
    return {}
  })

  app.post('/sim/chats', async (request) => details(addChat(world, readChat(request.body))))

  app.get('/sim/chats/:chat', async (request) => {
    const chat = chatById(world, z.object({ chat: id }).parse(request.params).chat)
    if (!chat) throw Object.assign(new Error('There is no such chat.'), { statusCode: 404 })
    return details(chat)
  })

  const details = (chat: ChatRecord) => ({
    id: chat.id,
    type: chat.kind,
    title: chat.title,
    username: chat.username,
    description: chat.description,
    is_forum: chat.forum ?? false,
    migrated_to: chat.migratedTo,
    permissions: chat.permissions,
    members: [...chat.members.keys()].map((member) => ({
      user: userOf(world, member),
      ...memberOf(world, chat, member),
      present: isIn(memberOf(world, chat, member)),
    })),
    topics: chat.topics,
    pinned: chat.pinned,
    invite_links: chat.links,
    join_requests: chat.requests,
  })

  app.post('/sim/people/:person/chats', async (request) => {
    const person = personAt(z.object({ person: id }).parse(request.params).person)
    return details(acts.founds(world, person, tidy(Found.parse(request.body))))
  })

  app.post('/sim/people/:person/join', async (request) => {
    const person = personAt(z.object({ person: id }).parse(request.params).person)
    const { address } = z.object({ address: z.string().min(1) }).parse(request.body)
    return { result: acts.joins(world, person, address) }
  })

  app.put('/sim/people/:person/chats/:chat/members/:member', async (request) => {
    const { person, chat } = place(request.params)
    const { member } = Member.parse(request.params)
    acts.places(world, person, chat, member, readPlace(request.body))
    return memberOf(world, chat, member)
  })

  app.post('/sim/people/:person/chats/:chat/requests/:member', async (request) => {
    const { person, chat } = place(request.params)
    const { approved } = z.object({ approved: z.boolean() }).parse(request.body)
    acts.answers(world, person, chat, Member.parse(request.params).member, approved)
    return {}
  })

  app.patch('/sim/people/:person/chats/:chat', async (request) => {
    const { person, chat } = place(request.params)
    acts.changes(world, person, chat, tidy(Look.parse(request.body)))
    return details(chat)
  })

  app.post('/sim/people/:person/chats/:chat/migrate', async (request) => {
    const { person, chat } = place(request.params)
    return details(acts.migrates(world, person, chat))
  })

  app.delete('/sim/people/:person/chats/:chat', async (request) => {
    const { person, chat } = place(request.params)
    acts.destroys(world, person, chat)
    return {}
  })

  const message = (chat: ChatRecord, params: unknown) => {
    const stored = chat.messages.get(z.object({ message: id }).parse(params).message)
    if (!stored) throw new Impossible('That message is gone.')
    return stored
  }

  app.put('/sim/people/:person/chats/:chat/messages/:message/reactions', async (request) => {
    const { person, chat } = place(request.params)
    topicActs.reacts(world, person, chat, message(chat, request.params), readReactions(request.body))
    return {}
  })

  app.put('/sim/people/:person/chats/:chat/messages/:message/pinned', async (request) => {
    const { person, chat } = place(request.params)
    const { pinned } = z.object({ pinned: z.boolean() }).parse(request.body)
    acts.pins(world, person, chat, message(chat, request.params), pinned)
    return {}
  })

  app.post('/sim/people/:person/chats/:chat/topics', async (request) => {
    const { person, chat } = place(request.params)
    return topicActs.opensTopic(world, person, chat, tidy(NewTopic.parse(request.body)))
  })

  app.patch('/sim/people/:person/chats/:chat/topics/:topic', async (request) => {
    const { person, chat } = place(request.params)
    const { topic } = TopicPath.parse(request.params)
    return topicActs.changesTopic(world, person, chat, topic, tidy(TopicChange.parse(request.body)))
  })

  app.delete('/sim/people/:person/chats/:chat/topics/:topic', async (request) => {
    const { person, chat } = place(request.params)
    topicActs.deletesTopic(world, person, chat, TopicPath.parse(request.params).topic)
    return {}
  })
}
