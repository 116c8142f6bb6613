{{!-- No review is lost silently: every extracted one is accepted or rejected. --}}
select extracted, accepted, rejected
from (
  select
    (select count(*) from {{source "shop" "reviews"}}) as extracted,
    (select count(*) from {{ref "reviews_enriched"}}) as accepted,
    (select count(*) from {{ref "rejected_reviews"}}) as rejected
)
where extracted <> accepted + rejected
