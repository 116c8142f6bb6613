{{!-- An edited review is enriched again: the enrichment is of the same load as the text. --}}
select r.review_id
from {{ref "stg_reviews"}} r
left join {{ref "review_enrichment"}} e on e.review_id = r.review_id and e.load_id = r.load_id
where e.review_id is null
