/** The stand-in for the LLM: what it was asked, and what it is to answer. */
import { ListSkeleton } from '../../ListSkeleton.tsx'
import { useTexts } from '../../language.tsx'
import { useEvent } from '../../live.tsx'
import { useLoad } from '../../load.ts'
import { Failure } from '../../States.tsx'
import { Address } from './Address.tsx'
import { askedOf } from './asked.ts'
import { Exchanges } from './Exchanges.tsx'
import { Faults } from './Faults.tsx'
import { Head } from './Head.tsx'
import { Rules } from './Rules.tsx'
import { SayAsModel } from './SayAsModel.tsx'
import { llmFaults, standInsApi } from './standInsApi.ts'

export default function LlmTab() {
  const t = useTexts()
  const { data, error, reload } = useLoad('llm', standInsApi.llm)
  useEvent('llm', reload)
  useEvent('resync', reload)
  if (!data) return error ? <Failure what={t.failedInspector} error={error} retry={reload} /> : <ListSkeleton />
  return (
    <div data-list>
      <Head note={t.llmNote} />
      <Address name={t.baseUrl} value={`${window.location.origin}/llm/v1`} />
      <SayAsModel />
      <Rules rules={data.rules} />
      <Faults of="llm" kinds={llmFaults} faults={data.faults} />
      <Exchanges requests={data.requests} empty={t.noLlmRequests} what={askedOf} />
    </div>
  )
}
