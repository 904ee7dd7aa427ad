/** What is going on behind the chat. Loaded when it is first opened. */
import { Tabs } from '@mantine/core'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { ListSkeleton } from '../ListSkeleton.tsx'
import { useTexts } from '../language.tsx'
import type { Bot } from '../types.ts'
import { CallsTab } from './CallsTab.tsx'
import { GithubTab } from './GithubTab.tsx'
import classes from './Inspector.module.css'
import { PayoutsTab } from './PayoutsTab.tsx'
import { UpdatesTab } from './UpdatesTab.tsx'
import { useFidelity } from './useFidelity.ts'
import { useInspection } from './useInspection.ts'

const OutboxTab = lazy(() => import('./OutboxTab.tsx'))
const LintsTab = lazy(() => import('./LintsTab.tsx'))
const FaultsTab = lazy(() => import('./FaultsTab.tsx'))
const ClockTab = lazy(() => import('./ClockTab.tsx'))
const LlmTab = lazy(() => import('./standins/LlmTab.tsx'))
const SheetsTab = lazy(() => import('./standins/SheetsTab.tsx'))

export default function Inspector({ bots }: { bots: readonly Bot[] }) {
  const t = useTexts()
  const inspection = useInspection()
  const ratings = useFidelity()
  const [tab, setTab] = useState<string | null>('updates')
  const [call, setCall] = useState<number>()
  const showCall = (id: number) => {
    setCall(id)
    setTab('calls')
  }
  const tabs: [string, string, ReactNode][] = [
    ['updates', t.updates, <UpdatesTab key="updates" inspection={inspection} bots={bots} />],
    [
      'calls',
      t.calls,
      <CallsTab key={`calls ${call}`} inspection={inspection} bots={bots} ratings={ratings} shown={call} />,
    ],
    ['outbox', t.outbox, <OutboxTab key="outbox" />],
    ['lints', t.lints, <LintsTab key="lints" bots={bots} showCall={showCall} />],
    ['faults', t.faults, <FaultsTab key="faults" bots={bots} />],
    ['clock', t.clock, <ClockTab key="clock" />],
    ['payouts', t.payouts, <PayoutsTab key="payouts" />],
    ['github', t.github, <GithubTab key="github" />],
    ['llm', t.llm, <LlmTab key="llm" />],
    ['sheets', t.sheets, <SheetsTab key="sheets" />],
  ]
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs} aria-label={t.inspector}>
      <Tabs.List className={`${classes.list} scroll`}>
        {tabs.map(([value, label]) => (
          <Tabs.Tab key={value} value={value}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(([value, , panel]) => (
        <Tabs.Panel key={value} value={value} className={`${classes.panel} scroll`}>
          <Suspense fallback={<ListSkeleton />}>{panel}</Suspense>
        </Tabs.Panel>
      ))}
    </Tabs>
  )
}
