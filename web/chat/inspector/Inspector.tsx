/** What is going on behind the chat. Loaded when it is first opened. */
import { Tabs } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../language.tsx'
import type { Bot } from '../types.ts'
import { CallsTab } from './CallsTab.tsx'
import { GithubTab } from './GithubTab.tsx'
import classes from './Inspector.module.css'
import { PayoutsTab } from './PayoutsTab.tsx'
import { UpdatesTab } from './UpdatesTab.tsx'
import { useInspection } from './useInspection.ts'

export default function Inspector({ bots }: { bots: readonly Bot[] }) {
  const t = useTexts()
  const inspection = useInspection()
  const [tab, setTab] = useState<string | null>('updates')
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes.tabs} aria-label={t.inspector}>
      <Tabs.List className={classes.list}>
        <Tabs.Tab value="updates">{t.updates}</Tabs.Tab>
        <Tabs.Tab value="calls">{t.calls}</Tabs.Tab>
        <Tabs.Tab value="payouts">{t.payouts}</Tabs.Tab>
        <Tabs.Tab value="github">{t.github}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="updates" className={`${classes.panel} scroll`}>
        <UpdatesTab inspection={inspection} bots={bots} />
      </Tabs.Panel>
      <Tabs.Panel value="calls" className={`${classes.panel} scroll`}>
        <CallsTab inspection={inspection} bots={bots} />
      </Tabs.Panel>
      <Tabs.Panel value="payouts" className={`${classes.panel} scroll`}>
        <PayoutsTab />
      </Tabs.Panel>
      <Tabs.Panel value="github" className={`${classes.panel} scroll`}>
        <GithubTab />
      </Tabs.Panel>
    </Tabs>
  )
}
