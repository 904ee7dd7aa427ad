import type { PullFact, RepoFact, UserFact } from './facts.ts'
import { REPOS, USERS } from './recordings.ts'

/** Builds objects of GitHub's REST shape from facts. `api` is this stand-in's root; html links stay on github.com. */
export function shapes(api: string) {
  const nodeId = (kind: string, id: number) => Buffer.from(`${kind}${id}`).toString('base64url')

  function user({ login, id, type }: UserFact) {
    const url = `${api}/users/${login}`
    return {
      login,
      id,
      node_id: nodeId('U', id),
      avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
      gravatar_id: '',
      url,
      html_url: `https://github.com/${type === 'Bot' ? `apps/${login.replace('[bot]', '')}` : login}`,
      followers_url: `${url}/followers`,
      following_url: `${url}/following{/other_user}`,
      gists_url: `${url}/gists{/gist_id}`,
      starred_url: `${url}/starred{/owner}{/repo}`,
      subscriptions_url: `${url}/subscriptions`,
      organizations_url: `${url}/orgs`,
      repos_url: `${url}/repos`,
      events_url: `${url}/events{/privacy}`,
      received_events_url: `${url}/received_events`,
      type,
      user_view_type: 'public',
      site_admin: false,
    }
  }

  const userCalled = (login: string) => {
    const fact = USERS.find((u) => u.login === login)
    return fact ? user(fact) : null
  }

  function repository(fact: RepoFact) {
    const [owner = '', name = ''] = fact.full_name.split('/')
    const url = `${api}/repos/${fact.full_name}`
    const html = `https://github.com/${fact.full_name}`
    return {
      id: fact.id,
      node_id: nodeId('R', fact.id),
      name,
      full_name: fact.full_name,
      private: false,
      owner: userCalled(owner),
      html_url: html,
      description: null,
      fork: fact.fork,
      url,
      branches_url: `${url}/branches{/branch}`,
      commits_url: `${url}/commits{/sha}`,
      contents_url: `${url}/contents/{+path}`,
      issues_url: `${url}/issues{/number}`,
      pulls_url: `${url}/pulls{/number}`,
      statuses_url: `${url}/statuses/{sha}`,
      created_at: fact.created_at,
      updated_at: fact.created_at,
      pushed_at: fact.created_at,
      clone_url: `${html}.git`,
      homepage: null,
      size: 0,
      stargazers_count: 0,
      watchers_count: 0,
      language: null,
      has_issues: true,
      forks_count: 0,
      archived: false,
      disabled: false,
      open_issues_count: 0,
      license: null,
      topics: [],
      visibility: 'public',
      default_branch: fact.default_branch,
    }
  }

  const repositoryCalled = (name: string | null) => {
    const fact = REPOS.find((r) => r.full_name === name)
    return fact ? repository(fact) : null
  }

  function side(repo: string | null, ref: string, sha: string, owner: string) {
    const login = repo?.split('/')[0] ?? owner
    return { label: `${login}:${ref}`, ref, sha, user: userCalled(login), repo: repositoryCalled(repo) }
  }

  function pull(fact: PullFact) {
    const url = `${api}/repos/${fact.repo}/pulls/${fact.number}`
    const issue = `${api}/repos/${fact.repo}/issues/${fact.number}`
    const statuses = `${api}/repos/${fact.repo}/statuses/${fact.head.sha}`
    const reviews = `${api}/repos/${fact.repo}/pulls/comments{/number}`
    const html = `https://github.com/${fact.repo}/pull/${fact.number}`
    const isMerged = fact.merged_at !== undefined
    const isOpen = fact.state === 'open'
    return {
      url,
      id: fact.id,
      node_id: nodeId('PR', fact.id),
      html_url: html,
      diff_url: `${html}.diff`,
      patch_url: `${html}.patch`,
      issue_url: issue,
      number: fact.number,
      state: fact.state,
      locked: false,
      title: fact.title,
      user: userCalled(fact.author),
      body: null,
      created_at: fact.created_at,
      updated_at: fact.updated_at,
      closed_at: fact.closed_at ?? null,
      merged_at: fact.merged_at ?? null,
      merge_commit_sha: fact.merge_commit_sha,
      assignee: null,
      assignees: [],
      requested_reviewers: [],
      requested_teams: [],
      labels: [],
      milestone: null,
      draft: fact.draft ?? false,
      commits_url: `${url}/commits`,
      review_comments_url: `${url}/comments`,
      review_comment_url: reviews,
      comments_url: `${issue}/comments`,
      statuses_url: statuses,
      head: side(fact.head.repo, fact.head.ref, fact.head.sha, fact.author),
      base: side(fact.repo, fact.base.ref, fact.base.sha, fact.author),
      _links: {
        self: { href: url },
        html: { href: html },
        issue: { href: issue },
        comments: { href: `${issue}/comments` },
        review_comments: { href: `${url}/comments` },
        review_comment: { href: reviews },
        commits: { href: `${url}/commits` },
        statuses: { href: statuses },
      },
      author_association: fact.association,
      auto_merge: null,
      active_lock_reason: null,
      merged: isMerged,
      mergeable: isOpen ? true : null,
      rebaseable: isOpen ? true : null,
      mergeable_state: isOpen ? (fact.draft ? 'draft' : 'clean') : 'unknown',
      merged_by: fact.mergedBy ? userCalled(fact.mergedBy) : null,
      comments: 0,
      review_comments: 0,
      maintainer_can_modify: isOpen,
      commits: fact.commits,
      additions: fact.additions,
      deletions: fact.deletions,
      changed_files: fact.changed_files,
    }
  }

  return { user, repository, pull }
}
