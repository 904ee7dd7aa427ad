import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../language.tsx'

type Props = {
  opened: boolean
  close: () => void
  title: string
  label: string
  name?: string
  save: (name: string) => void
}

/** The name of a topic that begins, or its new one. */
export function TopicForm({ opened, close, title, ...rest }: Props) {
  return (
    <Modal opened={opened} onClose={close} title={title} size="sm">
      <Form close={close} {...rest} />
    </Modal>
  )
}

function Form({ close, label, name = '', save }: Omit<Props, 'opened' | 'title'>) {
  const t = useTexts()
  const [words, setWords] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (words.trim() === '') return
    save(words.trim())
    close()
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        label={t.topicName}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        maxLength={128}
        required
        data-autofocus
      />
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {t.cancel}
        </Button>
        <Button type="submit" disabled={words.trim() === ''}>
          {label}
        </Button>
      </Group>
    </form>
  )
}
