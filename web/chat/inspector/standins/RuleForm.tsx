import { Button, Group, NativeSelect, NumberInput, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTexts } from '../../language.tsx'
import type { NewRule } from './standInsApi.ts'

type Deed = 'answer' | 'tool' | 'refusal' | 'slow' | 'break' | 'hear'

/** When a question contains this, the model does that. */
export function RuleForm({ add }: { add: (rule: NewRule) => void }) {
  const t = useTexts()
  const [contains, setContains] = useState('')
  const [deed, setDeed] = useState<Deed>('answer')
  const [text, setText] = useState('')
  const [tool, setTool] = useState('')
  const [args, setArgs] = useState('{}')
  const [amount, setAmount] = useState<number | string>(10)
  const [times, setTimes] = useState<number | string>('')
  const parsed = objectIn(args)
  const speaks = deed === 'answer' || deed === 'refusal' || deed === 'hear'
  const isReady = speaks ? text !== '' : deed !== 'tool' || (tool.trim() !== '' && parsed !== undefined)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isReady) return
    add({
      ...(contains === '' ? {} : { contains }),
      ...(times === '' ? {} : { times: Number(times) }),
      ...done(deed, { text, tool: { name: tool.trim(), arguments: parsed ?? {} }, amount: Number(amount) || 1 }),
    })
    setContains('')
    setText('')
  }
  const deeds: Record<Deed, string> = {
    answer: t.ruleAnswer,
    tool: t.ruleTool,
    refusal: t.ruleRefusal,
    slow: t.ruleSlow,
    break: t.ruleBreak,
    hear: t.ruleHear,
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="sm" p="lg" pt="xs">
        <TextInput
          label={deed === 'hear' ? t.ruleFileContains : t.ruleContains}
          placeholder={t.ruleAnyText}
          value={contains}
          onChange={(event) => setContains(event.currentTarget.value)}
          maxLength={1000}
        />
        <NativeSelect
          label={t.ruleThen}
          value={deed}
          onChange={(event) => setDeed(event.currentTarget.value as Deed)}
          data={Object.entries(deeds).map(([value, label]) => ({ value, label }))}
        />
        {speaks && (
          <Textarea
            label={t.ruleText}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            autosize
            minRows={2}
            maxRows={8}
            maxLength={20_000}
          />
        )}
        {deed === 'tool' && (
          <>
            <TextInput label={t.ruleToolName} value={tool} onChange={(event) => setTool(event.currentTarget.value)} />
            <Textarea
              label={t.ruleToolArguments}
              value={args}
              onChange={(event) => setArgs(event.currentTarget.value)}
              error={parsed ? undefined : t.ruleNotJson}
              autosize
              minRows={2}
              maxRows={8}
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
            />
          </>
        )}
        <Group grow align="end">
          {(deed === 'slow' || deed === 'break') && (
            <NumberInput
              label={deed === 'slow' ? t.ruleSeconds : t.ruleCharacters}
              value={amount}
              onChange={setAmount}
              min={1}
              max={600}
              allowDecimal={false}
            />
          )}
          <NumberInput label={t.ruleTimes} value={times} onChange={setTimes} min={1} max={1000} allowDecimal={false} />
        </Group>
        <Group justify="flex-end">
          <Button type="submit" disabled={!isReady}>
            {t.addRule}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type Given = { text: string; tool: { name: string; arguments: Record<string, unknown> }; amount: number }

function done(deed: Deed, { text, tool, amount }: Given): NewRule {
  switch (deed) {
    case 'answer':
      return { answer: text }
    case 'hear':
      return { on: 'transcription', answer: text }
    case 'refusal':
      return { refusal: text }
    case 'tool':
      return { tool }
    case 'slow':
      return { slow_ms: amount * 1000 }
    case 'break':
      return { break_after: amount }
  }
}

function objectIn(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
