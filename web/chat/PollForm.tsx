/** A poll of one's own. Loaded when it is first opened. */
import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { NewPoll } from './api.ts'
import { useTexts } from './language.tsx'

type Props = {
  opened: boolean
  /** The bot takes this kind only. */
  only?: 'quiz' | 'regular' | undefined
  close: () => void
  send: (poll: NewPoll) => void
}

const MOST_OPTIONS = 12

export default function PollForm({ opened, only, close, send }: Props) {
  const t = useTexts()
  return (
    <Modal opened={opened} onClose={close} title={only === 'quiz' ? t.quiz : t.attachPoll} size="sm">
      <Form only={only} close={close} send={send} />
    </Modal>
  )
}

function Form({ only, close, send }: Omit<Props, 'opened'>) {
  const t = useTexts()
  const [question, setQuestion] = useState('')
  const [options, setOptions] = useState(['', ''])
  const [anonymous, setAnonymous] = useState(false)
  const [multiple, setMultiple] = useState(false)
  const [quiz, setQuiz] = useState(only === 'quiz')
  const [right, setRight] = useState(0)
  const given = options.map((option) => option.trim()).filter((option) => option !== '')
  const ready = question.trim() !== '' && given.length >= 2

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!ready) return
    const correct = quiz ? { correct: Math.min(right, given.length - 1) } : {}
    send({ question: question.trim(), options: given, anonymous, multiple: multiple && !quiz, ...correct })
    close()
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput
          label={t.pollQuestion}
          value={question}
          onChange={(event) => setQuestion(event.currentTarget.value)}
          maxLength={300}
          required
          data-autofocus
        />
        {options.map((option, at) => (
          <TextInput
            key={at}
            label={t.pollOption(at + 1)}
            value={option}
            onChange={({ currentTarget: { value } }) =>
              setOptions(options.map((old, other) => (other === at ? value : old)))
            }
            maxLength={100}
          />
        ))}
        {options.length < MOST_OPTIONS && (
          <Button variant="default" onClick={() => setOptions([...options, ''])}>
            {t.pollAdd}
          </Button>
        )}
        <Checkbox
          label={t.pollAnonymous}
          checked={anonymous}
          onChange={(event) => setAnonymous(event.currentTarget.checked)}
        />
        <Checkbox
          label={t.pollMultiple}
          checked={multiple && !quiz}
          disabled={quiz}
          onChange={(event) => setMultiple(event.currentTarget.checked)}
        />
        {only === undefined && (
          <Checkbox label={t.pollQuiz} checked={quiz} onChange={(event) => setQuiz(event.currentTarget.checked)} />
        )}
        {quiz && given.length > 0 && (
          <NativeSelect
            aria-label={t.rightAnswer}
            value={String(right)}
            onChange={(event) => setRight(Number(event.currentTarget.value))}
            data={given.map((option, at) => ({ value: String(at), label: t.pollRight(option) }))}
          />
        )}
      </Stack>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={close}>
          {t.cancel}
        </Button>
        <Button type="submit" disabled={!ready}>
          {t.sendPoll}
        </Button>
      </Group>
    </form>
  )
}
