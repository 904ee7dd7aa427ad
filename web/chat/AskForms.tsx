import { lazy, Suspense } from 'react'
import { api, type NewPoll, type Spot } from './api.ts'
import { reasonOf } from './failure.ts'
import { useTexts } from './language.tsx'
import { fullName } from './names.ts'
import { usePrompts } from './prompts.tsx'
import type { Chat, Entry, Person } from './types.ts'
import type { Outing } from './walks/PlaceForm.tsx'
import { startWalk } from './walks/walks.ts'
import { spotAt } from './walks/way.ts'

const PlaceForm = lazy(() => import('./walks/PlaceForm.tsx'))
const ChoiceForm = lazy(() => import('./ChoiceForm.tsx'))
const PollForm = lazy(() => import('./PollForm.tsx'))

/** Which form is open; a button of the bot's keyboard that asked for it gets the answer. */
export type Asking =
  | { what: 'place'; label?: string }
  | { what: 'poll'; label?: string; only?: 'quiz' | 'regular' }
  | { what: 'choice'; label: string }

type Props = {
  asking: Asking | undefined
  me: Person
  chat: Chat
  thread: number | undefined
  close: () => void
  put: (entry: Entry) => void
}

/** What cannot be typed: a place, a walk, a poll, people, a chat. */
export function AskForms({ asking, me, chat, thread, close, put }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  if (!asking) return null
  const { what, label } = asking
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const sendPlace = (location: Spot) =>
    label === undefined ? api.locate(me.id, chat.id, location, thread) : api.share(me.id, chat.id, label, { location })
  const sendPoll = (poll: NewPoll) =>
    label === undefined ? api.poll(me.id, chat.id, poll, thread) : api.share(me.id, chat.id, label, { poll })

  const walk = ({ way, speed, period }: Outing) => {
    const { latitude, longitude } = spotAt(way, 0)
    sendPlace({ latitude, longitude, live_period: period }).then((entry) => {
      put(entry)
      const who = { person: me.id, name: fullName(me), chat: chat.id, title: chat.title }
      startWalk({ ...who, message: entry.message.message_id, way, speed }, ({ name }, problem) =>
        toast(problem ? t.walkFailed(reasonOf(problem, t)) : t.walkEnded(name)),
      )
    }, failed)
  }

  return (
    <Suspense>
      {what === 'place' ? (
        <PlaceForm
          opened
          close={close}
          send={(spot) => {
            sendPlace(spot).then(put, failed)
          }}
          walk={walk}
        />
      ) : what === 'choice' ? (
        <ChoiceForm
          me={me}
          chat={chat}
          label={asking.label}
          close={close}
          share={(chosen) => {
            api.share(me.id, chat.id, asking.label, chosen).then(put, failed)
          }}
        />
      ) : (
        <PollForm
          opened
          only={asking.only}
          close={close}
          send={(poll) => {
            sendPoll(poll).then(put, failed)
          }}
        />
      )}
    </Suspense>
  )
}
