import { ActionIcon, Button, Group, Menu, Modal, Text } from '@mantine/core'
import { IconDotsVertical, IconLock, IconLockOpen, IconPencil, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { reasonOf } from '../failure.ts'
import { useTexts } from '../language.tsx'
import { go } from '../place.ts'
import { usePrompts } from '../prompts.tsx'
import type { Chat, Person, Topic } from '../types.ts'
import { TopicForm } from './TopicForm.tsx'
import { TopicRow } from './TopicRow.tsx'
import classes from './Topics.module.css'
import { GENERAL, topicNamed } from './topicOf.ts'

type Props = { chat: Chat; me: Person; topics: readonly Topic[]; open: number | undefined; reload: () => void }

/** The row of topics, and what may be done with the open one. */
export function Topics({ chat, me, topics, open, reload }: Props) {
  const t = useTexts()
  const { toast } = usePrompts()
  const [asking, setAsking] = useState<'begin' | 'rename' | 'delete'>()
  const place = { as: me.id, chat: chat.id }
  const topic = open === undefined ? undefined : topicNamed(topics, open)
  const manage = chat.topics?.manage ?? false
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  const change = (change: { name?: string; closed?: boolean }) => {
    if (topic) api.changeTopic(me.id, chat.id, topic.id, change).then(reload, failed)
  }
  const close = () => setAsking(undefined)

  return (
    <div className={classes.bar}>
      <TopicRow topics={topics} open={open} place={place} begin={manage ? () => setAsking('begin') : undefined} />
      {topic && manage && <TopicMenu topic={topic} ask={setAsking} toggle={() => change({ closed: !topic.closed })} />}
      <TopicForm
        opened={asking === 'begin'}
        close={close}
        title={t.newTopic}
        label={t.beginTopic}
        save={(name) => {
          api.addTopic(me.id, chat.id, name).then((topic) => {
            reload()
            go({ ...place, topic: topic.id })
          }, failed)
        }}
      />
      <TopicForm
        opened={asking === 'rename'}
        close={close}
        title={t.renameTopic}
        label={t.renameTopic}
        name={topic?.name ?? ''}
        save={(name) => change({ name })}
      />
      <Modal opened={asking === 'delete'} onClose={close} title={t.deleteTopic} size="sm">
        <Text>{t.deleteTopicSure(topic?.name ?? '')}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" data-autofocus onClick={close}>
            {t.cancel}
          </Button>
          <Button
            color="red"
            onClick={() => {
              close()
              if (topic) api.deleteTopic(me.id, chat.id, topic.id).then(reload, failed)
              go(place)
            }}
          >
            {t.deleteTopic}
          </Button>
        </Group>
      </Modal>
    </div>
  )
}

type MenuProps = { topic: Topic; ask: (what: 'rename' | 'delete') => void; toggle: () => void }

function TopicMenu({ topic, ask, toggle }: MenuProps) {
  const t = useTexts()
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={44} aria-label={`${t.topics}: ${topic.name}`}>
          <IconDotsVertical size={18} stroke={1.5} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} stroke={1.5} />} onClick={() => ask('rename')}>
          {t.renameTopic}
        </Menu.Item>
        <Menu.Item
          leftSection={topic.closed ? <IconLockOpen size={16} stroke={1.5} /> : <IconLock size={16} stroke={1.5} />}
          onClick={toggle}
        >
          {topic.closed ? t.reopenTopic : t.closeTopic}
        </Menu.Item>
        {topic.id !== GENERAL && (
          <Menu.Item leftSection={<IconTrash size={16} stroke={1.5} />} onClick={() => ask('delete')}>
            {t.deleteTopic}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
