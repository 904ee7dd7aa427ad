export interface UserFact {
  login: string
  id: number
  type: 'User' | 'Bot' | 'Organization'
}

export interface RepoFact {
  id: number
  full_name: string
  fork: boolean
  default_branch: string
  created_at: string
}

export interface PullFact {
  /** The base repository's full name. */
  repo: string
  number: number
  id: number
  title: string
  author: string
  association: string
  state: 'open' | 'closed'
  draft?: boolean
  mergedBy?: string
  head: { ref: string; sha: string; repo: string | null }
  base: { ref: string; sha: string }
  created_at: string
  updated_at: string
  closed_at?: string
  merged_at?: string
  merge_commit_sha: string
  commits: number
  additions: number
  deletions: number
  changed_files: number
  /** Who merges it when a newcomer presses the button. */
  maintainer?: string
  /** Some of it is made up, for a case of which no recording is kept here. */
  invented?: true
}
