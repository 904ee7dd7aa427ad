-- What a search looks through, in small letters: ILIKE made them anew for every row of every search.
alter table bounty.tasks add column search text
  generated always as (lower(title || E'\n' || text || E'\n' || repo_name)) stored;
