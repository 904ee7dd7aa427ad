import { ActionIcon, Button, Text } from '@mantine/core'
import { IconTrash } from '@tabler/icons-react'
import { reasonOf } from '../../failure.ts'
import { useTexts } from '../../language.tsx'
import { usePrompts } from '../../prompts.tsx'
import type { Texts } from '../../texts.ts'
import { RuleForm } from './RuleForm.tsx'
import { Section } from './Section.tsx'
import classes from './StandIns.module.css'
import { type Rule, standInsApi } from './standInsApi.ts'

/** What the model answers when a question fits: the first rule that fits speaks. */
export function Rules({ rules }: { rules: readonly Rule[] }) {
  const t = useTexts()
  const { toast } = usePrompts()
  const failed = (error: Error) => toast(t.failed(reasonOf(error, t)))
  return (
    <Section title={t.rules} count={rules.length}>
      {rules.length === 0 && (
        <Text size="sm" c="dimmed" px="lg" pb="xs">
          {t.noRules}
        </Text>
      )}
      <ul className={classes.list}>
        {rules.map((rule) => (
          <li key={rule.id} className={classes.rule}>
            <span>
              <Text size="sm">
                <bdi>{whenOf(rule, t)}</bdi>
              </Text>
              <Text size="xs" c="dimmed">
                <bdi>{thenOf(rule, t)}</bdi> · {rule.left === null ? t.ruleAlways : t.timesLeft(rule.left)}
              </Text>
            </span>
            <ActionIcon
              variant="default"
              size={36}
              aria-label={`${t.removeRule}: ${whenOf(rule, t)}`}
              title={t.removeRule}
              onClick={() => {
                standInsApi.removeRule(rule.id).catch(failed)
              }}
            >
              <IconTrash size={16} stroke={1.5} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      <RuleForm
        add={(rule) => {
          standInsApi.addRule(rule).catch(failed)
        }}
      />
      {rules.length > 0 && (
        <Button
          variant="default"
          mx="lg"
          mb="lg"
          onClick={() => {
            standInsApi.clearRules().then(() => toast(t.rulesCleared), failed)
          }}
        >
          {t.clearRules}
        </Button>
      )}
    </Section>
  )
}

function whenOf({ contains, on }: Rule, t: Texts): string {
  if (contains !== undefined) return t.ruleWhen(short(contains))
  return on === 'transcription' ? t.ruleAnyRecording : t.ruleAnyQuestion
}

function thenOf({ on, answer, tool, refusal, slow_ms, break_after }: Rule, t: Texts): string {
  const parts = [
    slow_ms === undefined ? '' : t.ruleDoesWait(slow_ms / 1000),
    tool ? t.ruleDoesCall(tool.name) : '',
    refusal === undefined ? '' : t.ruleDoesRefuse(short(refusal)),
    answer === undefined ? '' : (on === 'transcription' ? t.ruleDoesHear : t.ruleDoesAnswer)(short(answer)),
    break_after === undefined ? '' : t.ruleDoesBreak(break_after),
  ]
  return parts.filter(Boolean).join(', ')
}

const short = (text: string) => (text.length > 120 ? `${text.slice(0, 120)}…` : text)
