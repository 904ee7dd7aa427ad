/** A poll: choices before the vote, bars after it. Loaded when the first one is shown. */
import type { Poll } from '@grammyjs/types'
import { Button, Text } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { reasonOf } from '../failure.ts'
import { useTexts } from '../language.tsx'
import { usePrompts } from '../prompts.tsx'
import type { Texts } from '../texts.ts'
import type { Person } from '../types.ts'
import classes from './PollView.module.css'

type Props = { poll: Poll; me: Person; chat: number; mine: readonly number[] | undefined }

export default function PollView({ poll, me, chat, mine = [] }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  const [marked, setMarked] = useState<readonly number[]>([])
  const [busy, setBusy] = useState(false)
  const shown = mine.length > 0 || poll.is_closed
  const several = poll.allows_multiple_answers

  const vote = (options: readonly number[]) => {
    setBusy(true)
    api
      .vote(me.id, chat, poll.id, options)
      .catch((error: Error) => toast(t.failed(reasonOf(error, t))))
      .finally(() => setBusy(false))
  }
  const choose = (option: number) => {
    if (!several) return vote([option])
    setMarked(marked.includes(option) ? marked.filter((one) => one !== option) : [...marked, option])
  }

  return (
    <fieldset className={classes.poll} disabled={busy}>
      <legend className={classes.question}>
        <bdi>{poll.question}</bdi>
      </legend>
      <Text size="xs" c="dimmed">
        {kindOf(poll, t)}
        {several && !poll.is_closed && ` · ${t.severalAnswers}`}
      </Text>
      {poll.options.map((option, at) =>
        shown ? (
          <Result key={at} poll={poll} at={at} chosen={mine.includes(at)} />
        ) : (
          <button
            key={at}
            type="button"
            className={classes.option}
            aria-pressed={several ? marked.includes(at) : undefined}
            onClick={() => choose(at)}
          >
            <span className={classes.mark} data-square={several || undefined} aria-hidden>
              {marked.includes(at) && <IconCheck size={14} />}
            </span>
            <bdi>{option.text}</bdi>
          </button>
        ),
      )}
      <div className={classes.foot}>
        <Text size="xs" c="dimmed" className="num">
          {t.votes(poll.total_voter_count)}
        </Text>
        {!shown && several && (
          <Button size="xs" disabled={marked.length === 0} onClick={() => vote(marked)}>
            {t.vote}
          </Button>
        )}
        {shown && !poll.is_closed && poll.type !== 'quiz' && (
          <Button size="xs" variant="default" onClick={() => vote([])}>
            {t.retract}
          </Button>
        )}
      </div>
      {shown && poll.explanation && <div className={classes.explanation}>{poll.explanation}</div>}
    </fieldset>
  )
}

function Result({ poll, at, chosen }: { poll: Poll; at: number; chosen: boolean }) {
  const t = useTexts()
  const option = poll.options[at]
  if (!option) return null
  const share = poll.total_voter_count > 0 ? option.voter_count / poll.total_voter_count : 0
  const right = poll.type === 'quiz' && (poll.correct_option_ids?.includes(at) ?? false)
  const wrong = poll.type === 'quiz' && chosen && !right
  const tone = right ? 'right' : wrong ? 'wrong' : 'plain'
  return (
    <div className={classes.result}>
      <span className={`${classes.share} num`}>{Math.round(share * 100)} %</span>
      <span className={classes.named}>
        <bdi>{option.text}</bdi>
        {right && (
          <span className={classes.tag} data-tone="right">
            <IconCheck size={14} aria-hidden /> {t.rightAnswer}
          </span>
        )}
        {chosen && !right && (
          <span className={classes.tag} data-tone={tone}>
            {wrong ? <IconX size={14} aria-hidden /> : <IconCheck size={14} aria-hidden />} {t.yourVote}
          </span>
        )}
      </span>
      <span className={classes.bar} data-tone={tone} aria-hidden>
        <span style={{ width: `${Math.max(1, share * 100)}%` }} />
      </span>
    </div>
  )
}

function kindOf(poll: Poll, t: Texts): string {
  if (poll.is_closed) return t.closedPoll
  if (poll.type === 'quiz') return poll.is_anonymous ? t.anonymousQuiz : t.quiz
  return poll.is_anonymous ? t.anonymousPoll : t.publicPoll
}
