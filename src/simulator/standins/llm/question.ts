import type { Schema } from './example.ts'

export interface Tool {
  name: string
  parameters: Schema
}

export type Format = { type: 'text' } | { type: 'json_object' } | { type: 'json_schema'; schema: Schema }

/** What is asked of the model, whichever door it came through. */
export interface Question {
  model: string
  turns: { role: string; text: string }[]
  tools: Tool[]
  /** Whether a tool may or must be called, and which. */
  call: 'auto' | 'none' | 'required' | { name: string }
  format: Format
  /** Most tokens of the answer. */
  most: number | undefined
  stop: string[]
  stream: boolean
}

export interface ChatQuestion extends Question {
  usage: boolean
  choices: number
}
