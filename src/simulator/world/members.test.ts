import fc from 'fast-check'
import { expect, test } from 'vitest'
import { caller } from '../kit.ts'
import { createSimulator } from '../simulator.ts'
import { rightsOf } from './right-names.ts'

const DEEDS = ['ban', 'unban', 'free', 'mute', 'unmute', 'raise', 'lower', 'add', 'leave', 'join'] as const
const EVERY = Object.fromEntries(
  ['messages', 'audios', 'documents', 'photos', 'videos', 'video_notes', 'voice_notes', 'polls', 'other_messages'].map(
    (kind) => [`can_send_${kind}`, true],
  ),
)

test('whatever happens to members, each change begins where the one before it ended, and the count is who is in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...DEEDS), fc.constantFrom(0, 1)), { minLength: 5, maxLength: 15 }),
      async (deeds) => {
        const sim = await createSimulator()
        const bot = sim.bot({ username: 'count_bot', name: 'Count' })
        const owner = sim.person('Owner')
        const people = [sim.person('Ann'), sim.person('Bob')]
        const members = [
          { id: owner.id, status: 'creator' as const },
          { id: bot.id, status: 'administrator' as const, rights: rightsOf((right) => right !== 'is_anonymous') },
        ]
        const group = sim.chat({ type: 'supergroup', title: 'G', username: 'random_walk', members })
        const call = caller(sim, bot)
        await call('getUpdates', { allowed_updates: ['chat_member'] })

        for (const [deed, index] of deeds) {
          const who = people[index] as (typeof people)[number]
          const about = { chat_id: group.id, user_id: who.id }
          if (deed === 'ban') await call('banChatMember', about)
          if (deed === 'unban') await call('unbanChatMember', { ...about, only_if_banned: true })
          if (deed === 'free') await call('unbanChatMember', about)
          if (deed === 'mute') await call('restrictChatMember', { ...about, permissions: { can_send_messages: true } })
          if (deed === 'unmute') await call('restrictChatMember', { ...about, permissions: EVERY })
          if (deed === 'raise') await call('promoteChatMember', { ...about, can_invite_users: true })
          if (deed === 'lower') await call('promoteChatMember', about)
          attempt(() => {
            if (deed === 'add') sim.places(owner, group, who, { status: 'member' })
            if (deed === 'leave') sim.places(who, group, who, { status: 'left' })
            if (deed === 'join') sim.joins(who, '@random_walk')
          })
        }

        const changes = sim.updates(bot).flatMap(({ update }) => update.chat_member ?? [])
        for (const person of people) {
          const own = changes.filter((change) => change.new_chat_member.user.id === person.id)
          const before = [{ status: 'left' }, ...own.map((change) => change.new_chat_member)]
          expect(own.map((change) => change.old_chat_member)).toMatchObject(before.slice(0, -1))
        }
        const isIn = async (id: number) => {
          const { result } = await call('getChatMember', { chat_id: group.id, user_id: id })
          return ['member', 'administrator', 'creator'].includes(result.status) || result.is_member === true
        }
        const present = await Promise.all([owner, bot, ...people].map(({ id }) => isIn(id)))
        const { result: count } = await call('getChatMemberCount', { chat_id: group.id })
        expect(count).toBe(present.filter(Boolean).length)
        await sim.close()
      },
    ),
    { numRuns: 40, seed: 3 },
  )
})

/** What Telegram would not offer is simply not done. */
function attempt(deed: () => void) {
  try {
    deed()
  } catch {}
}
