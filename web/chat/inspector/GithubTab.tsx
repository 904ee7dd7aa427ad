import { Badge, Button, Text } from '@mantine/core'
import { IconCopy, IconGitMerge } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { reasonOf } from '../failure.ts'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import { useEvent } from '../live.tsx'
import { useLoad } from '../load.ts'
import { usePrompts } from '../prompts.tsx'
import { Empty, Failure } from '../States.tsx'
import type { Texts } from '../texts.ts'
import type { Pull } from '../types.ts'
import classes from './Inspector.module.css'
import { Row } from './Row.tsx'

/** The recorded pull requests a person can submit, and who asked for them. */
export function GithubTab() {
  const t = useTexts()
  const { data, error, reload } = useLoad('github', api.github)
  useEvent('github', reload)
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  return (
    <div data-list>
      <div className={classes.heading}>
        <Text size="xs" c="dimmed" style={{ flex: 1 }}>
          {t.githubNote}
        </Text>
        <Badge variant="light" tt="none">
          {t.simulated}
        </Badge>
      </div>
      {data.pulls.length === 0 && <Empty text={t.noPulls} />}
      {data.pulls.map((pull) => (
        <PullCard key={`${pull.full_name} ${pull.number}`} pull={pull} merged={reload} />
      ))}
      {data.comments.length > 0 && (
        <Text component="h3" size="xs" c="dimmed" className={classes.heading}>
          {t.comments}
        </Text>
      )}
      {data.comments.map((comment) => (
        <Row
          key={comment.id}
          at={comment.created_at}
          what={comment.body}
          aside={`${comment.repo}#${comment.number}`}
          tone="plain"
          json={comment}
        />
      ))}
      <Text component="h3" size="xs" c="dimmed" className={classes.heading}>
        {t.requests}
      </Text>
      {data.requests.length === 0 && (
        <Text size="sm" c="dimmed" px="lg" pb="lg">
          {t.noRequests}
        </Text>
      )}
      {data.requests.map((request, at) => (
        <Row
          key={`${request.at} ${at}`}
          at={request.at}
          what={request.path}
          aside={String(request.status)}
          tone={request.status < 400 ? 'done' : 'harm'}
          json={request}
        />
      ))}
    </div>
  )
}

function PullCard({ pull, merged }: { pull: Pull; merged: () => void }) {
  const t = useTexts()
  const { copy, toast } = usePrompts()
  const [busy, setBusy] = useState(false)
  const name = `${pull.full_name}#${pull.number}`
  const merge = () => {
    setBusy(true)
    api
      .merge(pull.full_name, pull.number)
      .then(() => {
        merged()
        toast(t.mergedNow(name))
      })
      .catch((error: Error) => toast(t.failed(reasonOf(error, t))))
      .finally(() => setBusy(false))
  }
  return (
    <article className={classes.pull}>
      <Text className="clip" fw={500} title={pull.title}>
        <bdi>{pull.title}</bdi>
      </Text>
      <Text size="xs" c="dimmed" className="clip">
        {name} · {pull.author} ·{' '}
        <span className={classes.aside} data-tone={toneOf(pull)}>
          {stateOf(pull, t)}
        </span>
      </Text>
      <div className={classes.actions}>
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCopy size={14} stroke={1.5} />}
          onClick={() => copy(pull.html_url)}
        >
          {t.copyUrl}
        </Button>
        {pull.state === 'open' && (
          <Button
            size="xs"
            variant="default"
            loading={busy}
            leftSection={<IconGitMerge size={14} stroke={1.5} />}
            onClick={merge}
          >
            {t.mergeIt}
          </Button>
        )}
      </div>
    </article>
  )
}

function stateOf(pull: Pull, t: Texts): string {
  if (pull.merged) return t.merged
  if (pull.state === 'closed') return t.closedPull
  return pull.draft ? t.draftPull : t.openPull
}

const toneOf = (pull: Pull) => (pull.merged ? 'done' : pull.state === 'open' ? 'attention' : 'plain')
