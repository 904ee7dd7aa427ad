import type { Poll } from '@grammyjs/types'
import type { ChatRecord, Person, PollRecord, StoredMessage } from '../types.ts'
import { enqueue } from '../updates/queue.ts'
import { Impossible } from './impossible.ts'
import { change } from './messages.ts'
import { millis, personUser, type World } from './world.ts'

/** Remembers a poll that was just sent, and closes it when its time comes. */
export function openPoll(world: World, chat: ChatRecord, stored: StoredMessage) {
  const poll = stored.message.poll as Poll
  const record: PollRecord = {
    id: poll.id,
    owner: stored.sender,
    chat: chat.key,
    message: stored.message.message_id,
    votes: {},
    ...(poll.close_date && !poll.is_closed ? { closes: poll.close_date * 1000 } : {}),
  }
  world.polls.set(poll.id, record)
  watch(world, record)
  world.touch()
}

/** Waits for a poll's end, by the world's clock; also after a restart. */
export function watch(world: World, record: PollRecord) {
  if (record.closes === undefined) return
  const wait = record.closes - millis(world)
  void world.clock.sleep(Math.max(0, wait), world.ended.signal).then(() => {
    if (!world.ended.signal.aborted) closePoll(world, record)
  })
}

/** The message that carries a poll; gone when it was deleted. */
export function pollMessage(world: World, record: PollRecord) {
  const chat = world.chats.get(record.chat)
  const stored = chat?.messages.get(record.message)
  return chat && stored?.message.poll ? { chat, stored, poll: stored.message.poll } : undefined
}

/** Ends a poll; whoever sent it is told. */
export function closePoll(world: World, record: PollRecord): Poll | undefined {
  delete record.closes
  const found = pollMessage(world, record)
  if (!found) return undefined
  if (found.poll.is_closed) return found.poll
  return renew(world, record, { ...found.poll, is_closed: true })
}

function renew(world: World, record: PollRecord, poll: Poll): Poll {
  const found = pollMessage(world, record)
  // A forwarded poll is the same poll: every copy shows the same votes.
  for (const chat of world.chats.values())
    for (const stored of chat.messages.values())
      if (stored.message.poll?.id === poll.id) change(world, chat, stored, { poll } as never)
  const owner = world.bots.get(record.owner)
  if (owner && found) enqueue(world, owner, 'poll', outside(poll), `poll:${poll.id}`)
  return poll
}

/** A poll outside its message says nothing of its description. */
function outside(poll: Poll): Poll {
  const { description: _, description_entities: __, ...rest } = poll as Poll & Record<string, unknown>
  return rest as unknown as Poll
}

/** Somebody chooses options by their numbers, or takes the vote back with none. */
export function vote(world: World, person: Person, pollId: string, options: number[]): Poll {
  const record = world.polls.get(pollId)
  const found = record && pollMessage(world, record)
  if (!record || !found) throw new Impossible('That poll is gone.')
  const { poll } = found
  const chosen = [...new Set(options)].sort((a, b) => a - b)
  const before = record.votes[person.id]
  if (poll.is_closed) throw new Impossible('That poll is closed.')
  if (chosen.some((option) => !poll.options[option])) throw new Impossible('That poll has no such option.')
  if (chosen.length > 1 && !poll.allows_multiple_answers) throw new Impossible('Only one option can be chosen.')
  if (before && !poll.allows_revoting) throw new Impossible('That vote cannot be changed.')
  if (chosen.length > 0) record.votes[person.id] = chosen
  else delete record.votes[person.id]
  const next = renew(world, record, counted(record, poll))
  const owner = world.bots.get(record.owner)
  if (owner && !poll.is_anonymous)
    enqueue(
      world,
      owner,
      'poll_answer',
      {
        poll_id: poll.id,
        user: personUser(person),
        option_ids: chosen,
        option_persistent_ids: chosen.map((option) => poll.options[option]?.persistent_id),
      },
      `poll:${poll.id}`,
    )
  return next
}

function counted(record: PollRecord, poll: Poll): Poll {
  const votes = Object.values(record.votes)
  const options = poll.options.map((option, i) => ({
    ...option,
    voter_count: votes.filter((chosen) => chosen.includes(i)).length,
  }))
  return { ...poll, options, total_voter_count: votes.length }
}
